// SPDX-License-Identifier: GPL-2.0-or-later
// What a kernel module says of itself: the section .modinfo of an ELF file (elf(5)), entries
// "key=value" that end with a NUL (the kernel's include/linux/moduleparam.h). Every offset is
// checked against the bytes that are there: the file may be truncated or hostile.
#pragma once
#include "system/result.h"
#include <string>
#include <string_view>
#include <vector>

namespace netroot {

struct ModuleInfo {
  std::string name;                 // "aoe"
  std::string vermagic;             // "6.12.107+deb13-amd64 SMP preempt mod_unload modversions "
  std::vector<std::string> depends; // names of modules, '_' for '-'; what modules.dep is made from
};

// `file` only goes into messages. Accepts 64-bit little-endian ELF (amd64, arm64). Error: no ELF,
// truncated, no .modinfo, no vermagic.
Result<ModuleInfo> parse_module_info(std::string_view elf, const std::string& file);

// "netdev-x.ko.xz" or ".../netdev_x.ko" -> "netdev_x"; "" when it is no module's file name.
std::string module_name_of(std::string_view path);

// Error when a module built for `info.vermagic` cannot go into kernel `release`: the first word
// must be the release; when `reference` (the vermagic of a module known to fit) is not empty, all
// words must be the same.
Outcome check_vermagic(const ModuleInfo& info, const std::string& release,
                       const std::string& reference, const std::string& where);

} // namespace netroot
