// SPDX-License-Identifier: GPL-2.0-or-later
// A menu.lst of any length, for tests and tests/bench.
#pragma once
#include <string>

namespace netroot::test {

// As update-grub writes it for that many kernels, with groot (hd0,0) and root= the given device.
inline std::string menu_with_stanzas(size_t count, const std::string& root) {
  std::string menu = "default 0\ntimeout 5\n\n### BEGIN AUTOMAGIC KERNELS LIST\n"
                     "## ## Start Default Options ##\n# kopt=root=" +
                     root + " ro\n# groot=(hd0,0)\n# howmany=all\n## ## End Default Options ##\n\n";
  for (size_t i = 0; i < count; i++) {
    std::string version = "6.12." + std::to_string(i) + "-amd64";
    menu += "title\t\tDebian GNU/Linux, kernel " + version +
            "\nroot\t\t(hd0,0)\nkernel\t\t/boot/vmlinuz-" + version + " root=" + root +
            " ro quiet\ninitrd\t\t/boot/initrd.img-" + version + "\n\n";
  }
  return menu + "### END DEBIAN AUTOMAGIC KERNELS LIST\n";
}

} // namespace netroot::test
