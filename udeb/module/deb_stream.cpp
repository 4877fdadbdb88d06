// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/module/deb_stream.h"

namespace netroot {
namespace {

constexpr uint64_t ar_header = 60; // ar(5)

std::string_view without_root(std::string_view path) {
  while (path.starts_with("./") || path.starts_with("/"))
    path.remove_prefix(path.front() == '/' ? 1 : 2);
  return path;
}

tl::unexpected<Error> no_deb(const ByteSource& source, const std::string& why) {
  return failure(
      source.name() + " is no Debian package: " + why,
      "It may be truncated, or an error page saved under that name; get the .deb again.");
}

} // namespace

// The ar tells how long the file has to be, long before its end is reached.
Outcome DebStream::check_length(uint64_t member_size) {
  needed_ += ar_header + member_size;
  const auto total = source_.total();
  if (total && *total < needed_)
    return failure(source_.name() + " is truncated: " + std::to_string(*total) + " of " +
                       std::to_string(needed_) + " bytes",
                   "Copy or download the package again.");
  needed_ += member_size % 2;
  return {};
}

// Moves on to control.tar or data.tar; false at the end of the ar.
Result<bool> DebStream::next_part() {
  if (!outer_) {
    auto opened = ArchiveReader::open(source_, ArchiveReader::Kind::Ar);
    if (!opened)
      return tl::unexpected(opened.error());
    outer_ = std::move(*opened);
  }
  for (;;) {
    const auto entry = outer_->next_entry();
    if (!entry)
      return needed_ == 8 && !outer_->source_failed()
                 ? no_deb(source_, "it does not begin as an ar archive")
                 : tl::unexpected(entry.error());
    if (!*entry)
      return false;
    if (auto enough = check_length((*entry)->size); !enough)
      return tl::unexpected(enough.error());
    const std::string& name = (*entry)->path;
    in_control_ = name.starts_with("control.tar");
    if (!in_control_ && !name.starts_with("data.tar"))
      continue;
    saw_data_ = !in_control_;
    part_ = std::make_unique<EntrySource>(*outer_, source_.name() + " (" + name + ")");
    auto inner = ArchiveReader::open(*part_, ArchiveReader::Kind::Tar);
    if (!inner)
      return tl::unexpected(inner.error());
    inner_ = std::move(*inner);
    return true;
  }
}

Result<std::optional<DebMember>> DebStream::next() {
  for (;;) {
    if (!inner_) {
      const auto more = saw_data_ ? Result<bool>(false) : next_part();
      if (!more)
        return tl::unexpected(more.error());
      if (!*more && !saw_data_)
        return no_deb(source_, "it has no data.tar");
      if (!*more)
        return std::optional<DebMember>();
    }
    const auto entry = inner_->next_entry();
    if (!entry)
      return tl::unexpected(entry.error());
    if (!*entry)
      inner_.reset();
    else if ((*entry)->is_file)
      return std::optional<DebMember>(
          DebMember{in_control_, std::string(without_root((*entry)->path)), (*entry)->size});
  }
}

Result<std::string> DebStream::content(size_t limit) {
  EntrySource source(*inner_, part_->name());
  return read_all(source, limit);
}

} // namespace netroot
