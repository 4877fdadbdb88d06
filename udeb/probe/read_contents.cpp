// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/probe/read_contents.h"
#include "system/file_descriptor.h"
#include "system/utf8.h"
#include <algorithm>
#include <array>
#include <blkid.h>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <linux/hdreg.h>
#include <memory>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace netroot {
namespace {

constexpr long long sector = 512; // of libblkid's partition lists, whatever the disk's own is

struct FreeProbe {
  void operator()(blkid_probe probe) const { blkid_free_probe(probe); }
};
using Probe = std::unique_ptr<std::remove_pointer_t<blkid_probe>, FreeProbe>;

tl::unexpected<Error> unreadable(int error_number) {
  return failure("it cannot be read: " + errno_text(error_number));
}

// A probe of a part of the disk; size 0: to its end.
Probe probe_of(int descriptor, long long offset, long long size) {
  Probe probe(blkid_new_probe());
  if (probe && blkid_probe_set_device(probe.get(), descriptor, offset, size) != 0)
    probe.reset();
  return probe;
}

// U+0000 to U+001F, U+007F to U+009F: terminals obey those above as well (U+009B begins a command).
bool is_control(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  const auto last = static_cast<unsigned char>(character.back());
  return character.size() == 1 ? first < ' ' || first == 0x7f : first == 0xc2 && last < 0xa0;
}

// Labels are what somebody else wrote: nothing in them may reach a terminal's control. UTF-8 stays.
std::string shown(const char* text, size_t length) {
  std::string_view left(text, length);
  left = left.substr(0, left.find('\0'));
  std::string all;
  while (!left.empty()) {
    const size_t size = utf8_sequence(left);
    all += size == 0 || is_control(left.substr(0, size)) ? "?" : left.substr(0, size);
    left.remove_prefix(std::max<size_t>(size, 1));
  }
  while (!all.empty() && all.back() == ' ')
    all.pop_back();
  return all;
}

std::string value_of(blkid_probe probe, const char* name) {
  const char* data = nullptr;
  size_t length = 0;
  if (blkid_probe_lookup_value(probe, name, &data, &length) != 0)
    return {};
  return shown(data, length);
}

Area area_of(blkid_probe probe) {
  return {0,
          static_cast<unsigned long long>(blkid_probe_get_size(probe)),
          value_of(probe, "TYPE"),
          value_of(probe, "LABEL"),
          {}};
}

// What lies in this part of the disk; several where signatures contradict each other, since
// whichever of them is right would be lost. Error: it could not be read.
Result<std::vector<Area>> areas_in(int descriptor, long long offset, long long size) {
  Probe probe = probe_of(descriptor, offset, size);
  if (!probe)
    return std::vector<Area>{};
  blkid_probe_enable_superblocks(probe.get(), 1);
  blkid_probe_set_superblocks_flags(probe.get(), BLKID_SUBLKS_TYPE | BLKID_SUBLKS_LABEL);
  errno = 0;
  int found = blkid_do_safeprobe(probe.get());
  if (found == 0)
    return std::vector<Area>{area_of(probe.get())};
  if (found == -1 && (errno == EIO || errno == ENXIO || errno == ENODEV))
    return unreadable(errno);
  std::vector<Area> all;
  if (found != -2)
    return all;
  blkid_reset_probe(probe.get());
  while (blkid_do_probe(probe.get()) == 0)
    all.push_back(area_of(probe.get()));
  return all;
}

std::string type_of(blkid_partition partition) {
  const char* guid = blkid_partition_get_type_string(partition);
  if (guid != nullptr && *guid != '\0') {
    std::string text(guid);
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
  }
  std::array<char, 16> text;
  std::snprintf(text.data(), text.size(), "0x%x",
                static_cast<unsigned>(blkid_partition_get_type(partition)));
  return text.data();
}

Outcome add_partition(DiskContents& contents, int descriptor, blkid_partition partition) {
  if (blkid_partition_is_extended(partition))
    return {};
  Area plain;
  plain.number = static_cast<unsigned>(blkid_partition_get_partno(partition));
  const long long size = blkid_partition_get_size(partition) * sector;
  plain.bytes = static_cast<unsigned long long>(size);
  plain.type = type_of(partition);
  if (const char* name = blkid_partition_get_name(partition))
    plain.label = shown(name, std::char_traits<char>::length(name));
  auto inside = areas_in(descriptor, blkid_partition_get_start(partition) * sector, size);
  if (!inside)
    return tl::unexpected(inside.error());
  if (inside->empty())
    inside->push_back(plain);
  for (Area& area : *inside) {
    area.number = plain.number;
    area.bytes = plain.bytes;
    area.type = plain.type;
    contents.areas.push_back(area);
  }
  return {};
}

// Lives as long as the probe. Null: none.
blkid_partlist partitions_of(blkid_probe probe) {
  if (probe == nullptr)
    return nullptr;
  blkid_probe_enable_superblocks(probe, 0);
  blkid_probe_enable_partitions(probe, 1);
  return blkid_probe_get_partitions(probe);
}

Outcome add_table(DiskContents& contents, int descriptor) {
  const Probe probe = probe_of(descriptor, 0, 0);
  blkid_partlist list = partitions_of(probe.get());
  blkid_parttable table = list == nullptr ? nullptr : blkid_partlist_get_table(list);
  if (table == nullptr)
    return {};
  contents.table = blkid_parttable_get_type(table);
  for (int at = 0; at < blkid_partlist_numof_partitions(list); ++at)
    if (auto added = add_partition(contents, descriptor, blkid_partlist_get_partition(list, at));
        !added)
      return added;
  return {};
}

// Whether these bytes are anything but zeros.
Result<bool> has_data(int descriptor, off_t begin, off_t end) {
  std::vector<char> buffer(64 << 10);
  for (off_t at = begin; at < end;) {
    const auto wanted = std::min(end - at, static_cast<off_t>(buffer.size()));
    const ssize_t count = pread(descriptor, buffer.data(), static_cast<size_t>(wanted), at);
    if (count < 0)
      return unreadable(errno);
    if (count == 0)
      return false;
    if (std::any_of(buffer.begin(), buffer.begin() + count, [](char c) { return c != 0; }))
      return true;
    at += count;
  }
  return false;
}

struct Ends {
  off_t size = 0;
  bool have_data = false;
};

// libblkid takes what it cannot read for empty, and knows no plain dm-crypt and no database without
// a file system. So the ends of the disk are read first: a disk that answers there is there, and
// one with bytes there is not blank.
Result<Ends> read_both_ends(int descriptor) {
  const off_t size = lseek(descriptor, 0, SEEK_END);
  if (size < 0)
    return unreadable(errno);
  const off_t room = std::min(size, off_t{1} << 20);
  auto first = has_data(descriptor, 0, room);
  auto last = first ? has_data(descriptor, size - room, size) : first;
  if (!last)
    return tl::unexpected(last.error());
  return Ends{size, *first || *last};
}

std::string identity_file(const std::string& path) {
  const std::filesystem::path disk(path);
  return (disk.parent_path() / "identify" / disk.filename()).string();
}

} // namespace

Result<DiskContents> read_contents(int descriptor) {
  auto ends = read_both_ends(descriptor);
  if (!ends)
    return tl::unexpected(ends.error());
  DiskContents contents;
  auto whole = areas_in(descriptor, 0, 0);
  if (!whole)
    return tl::unexpected(whole.error());
  contents.areas = std::move(*whole);
  if (auto added = add_table(contents, descriptor); !added)
    return tl::unexpected(added.error());
  if (contents.blank() && ends->have_data)
    contents.areas.push_back({0, static_cast<unsigned long long>(ends->size), {}, {}, {}});
  return contents;
}

std::vector<DiskSpan> partition_spans(int descriptor) {
  const Probe probe = probe_of(descriptor, 0, 0);
  blkid_partlist list = partitions_of(probe.get());
  std::vector<DiskSpan> spans;
  for (int at = 0; list != nullptr && at < blkid_partlist_numof_partitions(list); ++at) {
    blkid_partition partition = blkid_partlist_get_partition(list, at);
    spans.push_back(
        {static_cast<unsigned long long>(blkid_partition_get_start(partition) * sector),
         static_cast<unsigned long long>(blkid_partition_get_size(partition) * sector)});
  }
  return spans;
}

DiskIdentity read_identity(int descriptor, const std::string& path) {
  std::array<char, identity_size> bytes{};
  struct stat about {};
  if (fstat(descriptor, &about) != 0)
    return {};
  if (S_ISBLK(about.st_mode))
    return ioctl(descriptor, HDIO_GET_IDENTITY, bytes.data()) == 0
               ? parse_ata_identity({bytes.data(), bytes.size()})
               : DiskIdentity();
  FileDescriptor file(open(identity_file(path).c_str(), O_RDONLY | O_CLOEXEC));
  ssize_t count = file.valid() ? read(file.get(), bytes.data(), bytes.size()) : 0;
  return count < 0 ? DiskIdentity()
                   : parse_ata_identity({bytes.data(), static_cast<size_t>(count)});
}

} // namespace netroot
