// SPDX-License-Identifier: GPL-2.0-or-later
// Initrds of a few files, as cpio archives in the "newc" form.
#pragma once
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace netroot::test {

using CpioFile = std::pair<std::string, std::string>; // name and content

inline std::string cpio_member(const CpioFile& file) {
  auto padded = [](std::string bytes) {
    bytes.resize((bytes.size() + 3) / 4 * 4);
    return bytes;
  };
  char header[128];
  snprintf(header, sizeof header, "070701%08x%08x%08x%08x%08x%08x%08zx%08x%08x%08x%08x%08zx%08x", 1,
           0100644, 0, 0, 1, 0, file.second.size(), 0, 0, 0, 0, file.first.size() + 1, 0);
  return padded(header + file.first + std::string(1, '\0')) + padded(file.second);
}

inline std::string cpio_archive(const std::vector<CpioFile>& files) {
  std::string bytes;
  for (const CpioFile& file : files)
    bytes += cpio_member(file);
  return bytes + cpio_member({"TRAILER!!!", ""});
}

// One that brings the AoE disk of that identity up with that kernel.
inline std::string right_initrd(const std::string& version, const std::string& identity) {
  return cpio_archive(
      {{"usr/lib/modules/" + version + "/kernel/drivers/block/aoe/aoe.ko.xz", "module"},
       {"scripts/local-top/netroot", "#!/bin/sh\n"},
       {"etc/netroot/netroot.conf", identity}});
}

} // namespace netroot::test
