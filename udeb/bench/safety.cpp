// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bench/safety.h"
#include "system/file_descriptor.h"
#include "system/files.h"
#include "system/text.h"
#include "udeb/aoe/read.h"
#include "udeb/attach/in_use.h"
#include "udeb/bench/measure.h"
#include "udeb/probe/read_contents.h"
#include "udeb/size_text.h"
#include <cerrno>
#include <sys/mman.h>
#include <unistd.h>

namespace netroot::bench {
namespace {

Outcome copy_extent(Disk& disk, const aoe::Extent& extent, int picture) {
  const size_t size = extent.count * aoe::sector_size;
  const uint64_t offset = extent.first * aoe::sector_size;
  Memory memory = aligned_memory((size + 4095) / 4096 * 4096);
  std::string trouble;
  disk.read(offset, {memory.get(), size}, [&](const std::string& what) { trouble = what; });
  if (auto ran = disk.run(); !ran)
    return ran;
  if (!trouble.empty())
    return failure(trouble);
  if (pwrite(picture, memory.get(), size, static_cast<off_t>(offset)) != static_cast<ssize_t>(size))
    return failure("no memory for what was read: " + errno_text(errno));
  return {};
}

std::vector<std::string> lines_of(const Stake& stake) {
  auto lines = contents_in_lines(stake.contents, stake.name);
  if (!stake.claim.empty())
    lines.push_back(stake.claim);
  return lines;
}

} // namespace

Result<DiskContents> look_at(Disk& disk, const std::string& name) {
  FileDescriptor picture(memfd_create("bench", MFD_CLOEXEC));
  if (!picture.valid() || ftruncate(picture.get(), static_cast<off_t>(disk.bytes())) != 0)
    return failure("cannot make a picture of " + name + " in memory: " + errno_text(errno));
  for (const aoe::Extent& extent : aoe::telling_extents(disk.bytes() / aoe::sector_size))
    if (auto copied = copy_extent(disk, extent, picture.get()); !copied)
      return tl::unexpected(copied.error());
  return read_contents(picture.get());
}

Outcome refuse_when_used_here(const RootDir& root, const TargetName& target) {
  const auto uses = aoe_disks_in_use(root);
  auto use = uses.find(target.text());
  if (use == uses.end())
    return {};
  return failure(target.text() + " is in use by this machine: " + use->second,
                 "Nothing is written to a disk in use. Leave --destroy out to read only.");
}

Outcome refuse_when_logged_in(const RootDir& root, const std::string& iqn) {
  const std::string sessions = "/sys/class/iscsi_session";
  for (const std::string& session : list_dir(root, sessions))
    if (read_line(root, sessions + "/" + session + "/targetname").value_or("") == iqn)
      return failure(iqn + " is in use by this machine: " + session,
                     "Log out of it (iscsiadm --logout), or leave --destroy out to read only.");
  return {};
}

Outcome refuse_with_data(const Stake& stake, bool overwrite) {
  const auto lines = lines_of(stake);
  if (overwrite || (stake.contents.blank() && stake.claim.empty()))
    return {};
  return failure(stake.name + " holds data: " + join(lines, "; "),
                 "--destroy overwrites empty disks; to lose these data, add --overwrite.");
}

std::string describe_loss(const Stake& stake, uint64_t span) {
  std::string text = stake.name + ": the first " + size_text(span) + " of " +
                     size_text(stake.bytes) + " are overwritten";
  const auto lines = lines_of(stake);
  if (stake.contents.blank())
    return text + "; nothing is recognised on it.\n" +
           (stake.claim.empty() ? "" : "  " + stake.claim + "\n");
  text += ". On it:\n";
  for (const std::string& line : lines)
    text += "  " + line + "\n";
  return text;
}

} // namespace netroot::bench
