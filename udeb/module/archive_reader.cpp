// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/module/archive_reader.h"
#include <archive.h>
#include <archive_entry.h>
#include <cerrno>

namespace netroot {
namespace {

constexpr char damaged_hint[] = "The file is damaged, truncated or of another kind; get it again.";

// Below ARCHIVE_WARN the filter is not there; a warning would mean an external program is used.
bool enable(archive* handle, ArchiveReader::Kind kind) {
  if (kind == ArchiveReader::Kind::Ar)
    return archive_read_support_format_ar(handle) == ARCHIVE_OK;
  const int format = kind == ArchiveReader::Kind::Tar ? archive_read_support_format_tar(handle)
                                                      : archive_read_support_format_raw(handle);
  return format == ARCHIVE_OK && archive_read_support_filter_xz(handle) == ARCHIVE_OK &&
         archive_read_support_filter_zstd(handle) == ARCHIVE_OK &&
         archive_read_support_filter_gzip(handle) == ARCHIVE_OK;
}

} // namespace

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::open(ByteSource& source, Kind kind) {
  std::unique_ptr<ArchiveReader> reader(new ArchiveReader(source));
  reader->handle_ = archive_read_new();
  if (reader->handle_ == nullptr || !enable(reader->handle_, kind))
    return failure("libarchive cannot read ar, tar, xz, zstd and gzip here",
                   "This build of netroot is incomplete.");
  if (archive_read_open(reader->handle_, reader.get(), nullptr, &ArchiveReader::pull, nullptr) !=
      ARCHIVE_OK)
    return kind == Kind::Ar && !reader->source_failed()
               ? failure(source.name() +
                             " is no Debian package: it does not begin as an ar archive",
                         damaged_hint)
               : reader->broken();
  return reader;
}

ArchiveReader::~ArchiveReader() {
  archive_read_free(handle_);
}

ssize_t ArchiveReader::pull(archive* handle, void* self, const void** buffer) {
  auto& reader = *static_cast<ArchiveReader*>(self);
  const auto bytes = reader.source_.next();
  if (!bytes) {
    reader.source_error_ = bytes.error();
    archive_set_error(handle, EIO, "source");
    return ARCHIVE_FATAL;
  }
  *buffer = bytes->data();
  return static_cast<ssize_t>(bytes->size());
}

tl::unexpected<Error> ArchiveReader::broken() {
  if (source_error_)
    return tl::unexpected(*source_error_);
  const char* reason = handle_ == nullptr ? nullptr : archive_error_string(handle_);
  return failure(source_.name() + " is damaged: " + (reason == nullptr ? "cannot be read" : reason),
                 damaged_hint);
}

Result<std::optional<ArchiveEntry>> ArchiveReader::next_entry() {
  archive_entry* entry = nullptr;
  position_ = 0;
  const int status = archive_read_next_header(handle_, &entry);
  if (status == ARCHIVE_EOF)
    return std::optional<ArchiveEntry>();
  // A warning is about what cannot be shown in this locale, such as a name; the entry itself is
  // right.
  if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
    return broken();
  const char* path = archive_entry_pathname(entry);
  ArchiveEntry found;
  found.path = path == nullptr ? "" : path;
  found.size = static_cast<uint64_t>(archive_entry_size(entry));
  found.is_file =
      archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr;
  return std::optional<ArchiveEntry>(std::move(found));
}

Result<std::string_view> ArchiveReader::next_piece() {
  for (;;) {
    const void* bytes = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    const int status = archive_read_data_block(handle_, &bytes, &size, &offset);
    if (status == ARCHIVE_EOF)
      return std::string_view();
    if (status != ARCHIVE_OK)
      return broken();
    if (size == 0)
      continue;
    if (static_cast<uint64_t>(offset) != position_)
      return failure(source_.name() + ": holds a sparse file", damaged_hint);
    position_ += size;
    return std::string_view(static_cast<const char*>(bytes), size);
  }
}

Result<std::string> unpack(std::string_view packed, const std::string& name, size_t limit) {
  MemorySource source(packed, name);
  auto reader = ArchiveReader::open(source, ArchiveReader::Kind::Raw);
  if (!reader)
    return tl::unexpected(reader.error());
  const auto entry = (*reader)->next_entry();
  if (!entry)
    return tl::unexpected(entry.error());
  if (!*entry)
    return failure(name + " is empty", damaged_hint);
  EntrySource content(**reader, name);
  return read_all(content, limit);
}

} // namespace netroot
