// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/initrd_checks.h"
#include "grubfix/initrd_contents.h"
#include "system/file_stamp.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>

namespace netroot {
namespace {

// FNV-1a, 64 bits: against change, not against malice.
std::string hash_of(std::string_view text) {
  uint64_t hash = 0xcbf29ce484222325;
  for (char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return std::to_string(hash);
}

} // namespace

bool aoe_is_built_in(const RootDir& root, const std::string& version) {
  auto names = read_file(root, "/lib/modules/" + version + "/modules.builtin");
  return !version.empty() && names && names->find("/aoe/aoe.ko") != std::string::npos;
}

InitrdChecks::InitrdChecks(const RootDir& root, std::string identity)
    : root_(root), identity_(std::move(identity)), identity_hash_(hash_of(identity_)) {
  if (auto text = read_file(root, initrd_checks_path))
    known_ = lines(*text);
}

std::string InitrdChecks::fault(const InstalledKernel& kernel) {
  if (kernel.initrd.empty())
    return "/boot/" + kernel.file + " has no initrd, and an AoE root needs one";
  std::string path = "/boot/" + kernel.initrd;
  auto stamp = file_stamp(root_, path);
  if (!stamp)
    return stamp.error().what;
  std::string line = path + " " + kernel.version + " " + std::to_string(stamp->size) + " " +
                     std::to_string(stamp->inode) + " " + std::to_string(stamp->modified) + " " +
                     identity_hash_;
  if (std::find(known_.begin(), known_.end(), line) == known_.end()) {
    auto contents = read_initrd(root_, path);
    if (!contents)
      return contents.error().what;
    std::string why =
        initrd_fault(*contents, kernel.version, identity_, aoe_is_built_in(root_, kernel.version));
    if (!why.empty())
      return path + ": " + why;
  }
  good_.push_back(line);
  return {};
}

Outcome InitrdChecks::save() const {
  if (good_ == known_)
    return {};
  if (auto made = make_dirs(root_, "/var/lib/netroot"); !made)
    return made;
  return atomic_save(root_, initrd_checks_path, good_.empty() ? "" : join(good_, "\n") + "\n");
}

} // namespace netroot
