// SPDX-License-Identifier: GPL-2.0-or-later
// ByteSource: bytes that are pulled piece by piece, so that a package of 100 MB is never held as a
// whole and reading can stop in the middle.
#pragma once
#include "system/result.h"
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace netroot {

class ByteSource {
public:
  virtual ~ByteSource() = default;
  // The next piece, valid until the next call; empty at the end, and from then on. The error is a
  // whole sentence that holds name().
  virtual Result<std::string_view> next() = 0;
  // Length in bytes when it is known; for a URL it is so after the first next() at the earliest.
  virtual std::optional<uint64_t> total() const { return {}; }
  // A path or a URL, for messages.
  virtual std::string name() const = 0;
};

// A file outside of any root (install media, --from): `path` is as open(2) takes it, `shown_as`
// goes into messages. Error when it cannot be opened or is no regular file.
Result<std::unique_ptr<ByteSource>> open_file_source(const std::string& path,
                                                     const std::string& shown_as);

// Bytes in memory, handed out in one piece. They are not copied.
class MemorySource : public ByteSource {
public:
  MemorySource(std::string_view bytes, std::string name) : bytes_(bytes), name_(std::move(name)) {}
  Result<std::string_view> next() override;
  std::optional<uint64_t> total() const override { return total_; }
  std::string name() const override { return name_; }

private:
  std::string_view bytes_;
  uint64_t total_ = bytes_.size();
  std::string name_;
};

// Everything that is left, up to `limit` bytes; one byte more is an error.
Result<std::string> read_all(ByteSource& source, size_t limit);

} // namespace netroot
