// SPDX-License-Identifier: GPL-2.0-or-later
// An installed system in a scratch folder: fresh.menu.lst with the kernel that it names.
#pragma once
#include "grubfix/boot_files.h"
#include "grubfix/identity.h"
#include "grubfix/regenerate.h"
#include "tests/unit/grubfix/fixture.h"
#include "tests/unit/small_initrd.h"

namespace netroot::test {

inline const std::string test_identity =
    "NETROOT_TARGET=e0.0\nNETROOT_MACS=\"52:54:00:12:34:56\"\n";

struct System : Machine {
  System() {
    write(identity_path, test_identity);
    write(menu_lst_path, fixture("fresh.menu.lst"));
    write(device_map_path, "(hd0) /dev/etherd/e0.0\n");
    add_kernel("6.12.1-amd64");
  }
  void add_kernel(const std::string& version) const {
    write("/boot/vmlinuz-" + version, "kernel");
    write("/boot/initrd.img-" + version, right_initrd(version, test_identity));
  }
  void remove(const std::string& path) const { std::filesystem::remove(root().at(path)); }
  Result<Regeneration> regenerate() {
    return netroot::regenerate(setup(runner), test_identity, "test");
  }
  std::string menu() const { return read(menu_lst_path); }
  PlayingRunner runner;
};

} // namespace netroot::test
