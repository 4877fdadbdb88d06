// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/read.h"
#include "udeb/attach/servers.h"
#include "udeb/probe/read_contents.h"
#include <algorithm>
#include <cerrno>
#include <set>
#include <unistd.h>

namespace netroot {
namespace {

// A file system's marks lie within the first half MiB of its partition, and RAID's at its end.
constexpr uint64_t head = 1024, tail = 256; // sectors
// A table of logical partitions is a chain, and each reading finds the next link.
constexpr int most_readings = 16;
constexpr size_t most_partitions = 64; // what a made-up table can have us read

std::vector<aoe::Extent> ends_of(const DiskSpan& span, uint64_t disk_sectors) {
  const uint64_t first = span.first_byte / aoe::sector_size;
  if (first >= disk_sectors)
    return {};
  const uint64_t count = std::min<uint64_t>(span.bytes / aoe::sector_size, disk_sectors - first);
  if (count <= head + tail)
    return {{first, count}};
  return {{first, head}, {first + count - tail, tail}};
}

Outcome write_into(int picture, uint64_t lba, aoe::ByteView data) {
  if (pwrite(picture, data.data(), data.size(), static_cast<off_t>(lba * aoe::sector_size)) !=
      static_cast<ssize_t>(data.size()))
    return failure("no memory for what was read: " + errno_text(errno));
  return {};
}

// The part of the picture that its own partition table asks for. False: nothing is missing any
// more.
Result<bool> read_more(aoe::Client& client, const aoe::FoundPath& path, int picture,
                       std::set<uint64_t>& known) {
  std::vector<aoe::Extent> wanted;
  for (const DiskSpan& span : partition_spans(picture))
    if (known.size() < most_partitions && known.insert(span.first_byte).second)
      for (const aoe::Extent& extent : ends_of(span, path.identity->sectors))
        wanted.push_back(extent);
  if (wanted.empty())
    return false;
  auto read = aoe::read_extents(client, path, wanted, [picture](uint64_t lba, aoe::ByteView data) {
    return write_into(picture, lba, data);
  });
  return read ? Result<bool>(true) : Result<bool>(tl::unexpected(read.error()));
}

Result<DiskContents> read_path(aoe::Client& client, const aoe::FoundPath& path) {
  auto picture = aoe::picture_of_disk(client, path, aoe::telling_extents(path.identity->sectors));
  if (!picture)
    return tl::unexpected(picture.error());
  std::set<uint64_t> known;
  for (int reading = 0; reading < most_readings; ++reading) {
    auto more = read_more(client, path, picture->get(), known);
    if (!more)
      return tl::unexpected(more.error());
    if (!*more)
      break;
  }
  return read_contents(picture->get());
}

} // namespace

Outcome look_by_protocol(aoe::Client& client, const aoe::FoundTarget& target, DiskLook& look) {
  const auto path = std::find_if(target.paths.begin(), target.paths.end(),
                                 [](const aoe::FoundPath& each) { return each.identity; });
  if (path == target.paths.end())
    return failure(target.name.text() +
                   " does not say what it is: " + target.paths.front().no_identity);
  look.identity = {path->identity->model, path->identity->serial, path->identity->firmware};
  client.set_window(path->path, std::max<unsigned>(path->config.buffer_count, 1));
  auto contents = read_path(client, *path);
  if (!contents)
    return tl::unexpected(contents.error());
  look.contents = std::move(*contents);
  return {};
}

} // namespace netroot
