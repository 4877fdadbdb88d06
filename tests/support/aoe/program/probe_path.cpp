// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/aoe/program/probe.h"
#include "udeb/aoe/quality.h"
#include "udeb/aoe/read.h"
#include <cstdio>
#include <fcntl.h>
#include <sys/sendfile.h>

using namespace netroot::aoe;

namespace netroot::test {
namespace {

// Only what was read; the rest of the file is a hole, too.
Outcome copy_extents(int from, const std::string& to, const Identity& disk) {
  FileDescriptor file(open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!file.valid() || ftruncate(file.get(), static_cast<off_t>(disk.bytes())) != 0)
    return failure("cannot make " + to);
  for (const Extent& extent : telling_extents(disk.sectors)) {
    auto at = static_cast<off_t>(extent.first * sector_size);
    if (lseek(file.get(), at, SEEK_SET) != at ||
        sendfile(file.get(), from, &at, extent.count * sector_size) !=
            static_cast<ssize_t>(extent.count * sector_size))
      return failure("cannot write " + to);
  }
  return {};
}

} // namespace

Result<FoundTarget> the_target(Probe& probe, Client& client) {
  auto found = discover(client);
  if (!found)
    return tl::unexpected(found.error());
  for (const FoundTarget& target : found->targets)
    if (target.name.text() == probe.argument(0))
      return target;
  return failure("no " + probe.argument(0));
}

Outcome probe_read(Probe& probe) {
  Client client(*probe.wire);
  auto target = the_target(probe, client);
  if (!target)
    return tl::unexpected(target.error());
  const FoundPath& path = target->paths.at(0);
  if (!path.identity)
    return failure(path.no_identity);
  auto picture = picture_of_disk(client, path, telling_extents(path.identity->sectors));
  if (!picture)
    return tl::unexpected(picture.error());
  return copy_extents(picture->get(), probe.argument(1), *path.identity);
}

Outcome probe_quality(Probe& probe) {
  Client client(*probe.wire);
  auto target = the_target(probe, client);
  if (!target)
    return tl::unexpected(target.error());
  std::vector<PathQuality> qualities;
  for (const FoundPath& path : target->paths) {
    auto quality = measure_path(client, path);
    if (!quality)
      return tl::unexpected(quality.error());
    const Card& card = probe.wire->cards()[path.path.card];
    std::printf(
        "quality %s answer=%u request=%u card=%u target=%u lost=%u/%u usual=%lld us mtu=%u\n",
        card.name.c_str(), quality->answer_sectors, quality->request_sectors, quality->card_sectors,
        quality->target_sectors, quality->lost, quality->asked,
        static_cast<long long>(quality->usual.count()), recommended_mtu(*quality, card));
    qualities.push_back(*quality);
  }
  for (const std::string& text : describe_qualities(*target, qualities, probe.wire->cards()))
    std::printf("quality-note %s\n", text.c_str());
  return {};
}

} // namespace netroot::test
