// SPDX-License-Identifier: GPL-2.0-or-later
// A stream of cpio archives in the "newc" form, as the kernel unpacks an initramfs: archives one
// after the other with NUL bytes between (Linux, Documentation/driver-api/early-userspace/
// buffer-format.rst). libarchive's reader stops at the end of the first archive, which in an initrd
// with early microcode is before the one that counts.
#pragma once
#include "system/result.h"
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace netroot {

// Where bytes come from, piece by piece; nothing at the end.
class BytePipe {
public:
  virtual ~BytePipe() = default;
  virtual Result<std::string_view> next() = 0;
};

struct CpioMember {
  std::string name; // without a leading "./" or "/"
  uint32_t size = 0;
};

class CpioStream {
public:
  // The largest member whose content is handed over; others are skipped.
  static constexpr uint32_t largest_kept = 1 << 20;

  explicit CpioStream(BytePipe& pipe) : pipe_(pipe) {}
  // Reads archives until something else comes or the bytes end. `wants` says for which members
  // `take` is called with the content. Error: an archive that breaks off or is none.
  Outcome read(const std::function<bool(const CpioMember&)>& wants,
               const std::function<void(const CpioMember&, std::string)>& take);
  // After read(): what follows, neither NUL nor the start of an archive. At most one piece; the
  // rest is in the pipe.
  std::string_view rest() const { return piece_; }

private:
  Result<bool> fill();
  Result<bool> skip_zeros();
  Result<bool> at_archive();
  Outcome take_bytes(size_t count, std::string* into);
  Result<bool> read_member(const std::function<bool(const CpioMember&)>& wants,
                           const std::function<void(const CpioMember&, std::string)>& take);
  BytePipe& pipe_;
  std::string held_;       // bytes of pieces before, when a header lies across two
  std::string_view piece_; // what has not been read yet
  uint64_t position_ = 0;  // from the start, for the padding to four
};

} // namespace netroot
