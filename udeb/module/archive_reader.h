// SPDX-License-Identifier: GPL-2.0-or-later
// libarchive's reader over a ByteSource. Only what a .deb is made of is enabled, by name: the
// formats ar and tar, the filters xz, zstd and gzip; and the raw format, for a compressed file
// alone.
#pragma once
#include "udeb/module/byte_source.h"
#include <memory>

struct archive;

namespace netroot {

struct ArchiveEntry {
  std::string path; // as it stands there
  uint64_t size = 0;
  bool is_file = false; // a regular file, not a link to one
};

class ArchiveReader {
public:
  enum class Kind {
    Ar,  // not compressed
    Tar, // bare or compressed
    Raw  // one compressed (or bare) file, its only entry
  };
  // Both `source` and its name must outlive the reader.
  static Result<std::unique_ptr<ArchiveReader>> open(ByteSource& source, Kind kind);
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;
  ~ArchiveReader();

  // The next entry, what is left of the one before being passed over; nothing at the end.
  Result<std::optional<ArchiveEntry>> next_entry();
  // The next piece of the current entry, empty at its end.
  Result<std::string_view> next_piece();
  // True when the source below failed, so that its error says more than the format's would.
  bool source_failed() const { return source_error_.has_value(); }

private:
  explicit ArchiveReader(ByteSource& source) : source_(source) {}
  static ssize_t pull(archive* handle, void* self, const void** buffer);
  tl::unexpected<Error> broken();
  ByteSource& source_;
  archive* handle_ = nullptr;
  std::optional<Error> source_error_; // kept over libarchive's C frames
  uint64_t position_ = 0;             // in the current entry
};

// The current entry of a reader as a source of its own: how a tar inside an ar is read.
class EntrySource : public ByteSource {
public:
  EntrySource(ArchiveReader& reader, std::string name) : reader_(reader), name_(std::move(name)) {}
  Result<std::string_view> next() override { return reader_.next_piece(); }
  std::string name() const override { return name_; }

private:
  ArchiveReader& reader_;
  std::string name_;
};

// A compressed file as the bytes that were compressed. Error when `packed` is not compressed with
// xz, zstd or gzip, or is damaged (found when the damage is reached).
Result<std::string> unpack(std::string_view packed, const std::string& name, size_t limit);

} // namespace netroot
