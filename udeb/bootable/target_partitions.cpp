// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/target_partitions.h"
#include "system/files.h"
#include "system/text.h"
#include <cctype>

namespace netroot::bootable {
namespace {

bool is_octal(char c) {
  return c >= '0' && c <= '7';
}

// The kernel writes blanks, newlines and backslashes of names as \ooo.
std::string unescape(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    bool escaped = text[i] == '\\' && i + 3 < text.size() && is_octal(text[i + 1]) &&
                   is_octal(text[i + 2]) && is_octal(text[i + 3]);
    if (!escaped) {
      plain += text[i];
      continue;
    }
    plain +=
        static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + text[i + 3] - '0');
    i += 3;
  }
  return plain;
}

std::optional<Mount> mounted_on(const std::vector<Mount>& mounts, const std::string& point) {
  std::optional<Mount> last; // a later mount hides an earlier one
  for (const auto& mount : mounts)
    if (mount.point == point)
      last = mount;
  return last;
}

Result<unsigned> number_on_disk(const Mount& mount, const AttachedDisk& disk) {
  auto number = partition_number(mount.device, disk.device);
  if (!number && !disk.alias.empty())
    number = partition_number(mount.device, disk.alias);
  if (number)
    return *number;
  return failure(
      mount.point + " is on " + mount.device + ", not on a partition of the network disk " +
          disk.device,
      "GRUB legacy reads only plain partitions of the disk that sanboot hands it: go back "
      "to the partitioner and put / and /boot there, without LVM, RAID or encryption");
}

} // namespace

std::vector<Mount> parse_mounts(std::string_view text) {
  std::vector<Mount> mounts;
  for (const auto& line : lines(text)) {
    auto fields = words(line);
    if (fields.size() >= 3)
      mounts.push_back({unescape(fields[0]), unescape(fields[1]), fields[2]});
  }
  return mounts;
}

std::optional<unsigned> partition_number(const std::string& device, const std::string& disk) {
  if (disk.empty() || device.size() <= disk.size() || device.compare(0, disk.size(), disk) != 0)
    return {};
  std::string rest = device.substr(disk.size());
  // Names that end in a digit get a "p" before the partition's number.
  if (std::isdigit(static_cast<unsigned char>(disk.back()))) {
    if (rest[0] != 'p')
      return {};
    rest.erase(0, 1);
  }
  auto number = parse_number(rest);
  if (!number || *number < 1 || *number > 255)
    return {};
  return static_cast<unsigned>(*number);
}

Result<TargetPartitions> find_target_partitions(const BootableInputs& inputs) {
  auto text = read_file(inputs.installer, "/proc/mounts");
  if (!text)
    return because(text.error(), "cannot see what is mounted");
  auto mounts = parse_mounts(*text);
  std::string target = inputs.target.directory().string();
  auto root = mounted_on(mounts, target);
  if (!root)
    return failure("nothing is mounted on " + target,
                   "Partition the network disk and install the base system first.");
  TargetPartitions found;
  auto number = number_on_disk(*root, inputs.disk);
  if (!number)
    return tl::unexpected(number.error());
  found.root = *number;
  if (auto boot = mounted_on(mounts, target + "/boot")) {
    number = number_on_disk(*boot, inputs.disk);
    if (!number)
      return tl::unexpected(number.error());
    found.boot = *number;
  }
  return found;
}

} // namespace netroot::bootable
