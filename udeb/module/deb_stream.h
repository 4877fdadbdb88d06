// SPDX-License-Identifier: GPL-2.0-or-later
// A .deb (deb(5): an ar with debian-binary, control.tar.*, data.tar.*) read as a stream: one
// libarchive reader on the ar, a second one inside it on the tar that the ar's current member
// holds. Reading may stop anywhere.
#pragma once
#include "udeb/module/archive_reader.h"

namespace netroot {

struct DebMember {
  bool in_control = false; // of control.tar, else of data.tar
  std::string path;        // without "./" or "/" in front: "usr/lib/modules/…/aoe.ko.xz"
  uint64_t size = 0;
};

class DebStream {
public:
  // The source must outlive the stream. Nothing is read yet.
  explicit DebStream(ByteSource& source) : source_(source) {}

  // The next regular file, control.tar's before data.tar's; nothing at the end of data.tar. Error:
  // no .deb, truncated ("N of M bytes", already at the head of data.tar when the source knows its
  // length), damaged.
  Result<std::optional<DebMember>> next();
  // The content of the current member; over `limit` bytes is an error.
  Result<std::string> content(size_t limit);

private:
  Result<bool> next_part();
  Outcome check_length(uint64_t member_size);
  ByteSource& source_;
  std::unique_ptr<ArchiveReader> outer_;
  std::unique_ptr<EntrySource> part_;
  std::unique_ptr<ArchiveReader> inner_;
  bool in_control_ = false;
  bool saw_data_ = false;
  uint64_t needed_ = 8; // bytes that the ar must have, its magic included
};

} // namespace netroot
