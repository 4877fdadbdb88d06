// SPDX-License-Identifier: GPL-2.0-or-later
// A module and what it needs, out of a linux-image .deb. The package of Debian ships no modules.dep
// (depmod writes that when the kernel is installed), so what is needed is read from where depmod
// takes it: the "depends=" entry of each module.
#pragma once
#include "system/step.h"
#include "udeb/module/byte_source.h"
#include "udeb/module/module_tree.h"
#include <functional>

namespace netroot {

// What is known of the whole .deb. With a SHA256 it is read to its end and compared before any
// module is handed out; without, reading stops as soon as the module is out, and only the package's
// own md5sums (a guard against damage, not against malice) are compared.
struct PackageCheck {
  std::string sha256;  // 64 hex digits in lower case; empty: no check
  uint64_t size = 0;   // 0: not known
  std::string told_by; // "netroot/module/sha256", "the Packages index of …"
};

// Opens the package from its start; called again when a module turns out to need another.
using OpenPackage = std::function<Result<std::unique_ptr<ByteSource>>()>;

// `module` and all it needs that the tree neither has nor has built in, what others need first.
// Error: no .deb, damaged, for another kernel (named), module not in it, other vermagic. Nothing is
// written.
Result<std::vector<ModuleTree::NewModule>>
modules_from_package(const OpenPackage& open, const PackageCheck& check, const ModuleTree& tree,
                     const std::string& module, Progress* progress);

} // namespace netroot
