// SPDX-License-Identifier: GPL-2.0-or-later
// RootDir: every path of the machine is named as on the machine ("/etc/fstab") and goes through a
// root directory, so that tests, --root DIR and /target are the same code as "/".
#pragma once
#include "system/result.h"
#include <filesystem>
#include <string_view>

namespace netroot {

class RootDir {
public:
  // The running machine, "/".
  static RootDir host();
  // Any existing directory that plays the machine (--root DIR, tests). "/" is allowed.
  static Result<RootDir> machine(const std::filesystem::path& directory);
  // A system to be changed from outside, such as /target. Refused when empty, "/", missing, or no
  // directory: a slip there would change the installer (or this machine) instead of the target.
  static Result<RootDir> target(const std::filesystem::path& directory);

  // `absolute` under this root, without looking at the disk. ".." cannot climb out of the root.
  std::filesystem::path at(std::string_view absolute) const;
  // As at(), but symbolic links are followed as a process chrooted here would follow them: an
  // absolute link stays inside the root. Missing last components are allowed. Error: a loop of
  // links.
  Result<std::filesystem::path> follow(std::string_view absolute) const;

  const std::filesystem::path& directory() const { return directory_; }
  bool is_host() const { return directory_ == "/"; }

private:
  explicit RootDir(std::filesystem::path directory) : directory_(std::move(directory)) {}
  std::filesystem::path directory_;
};

} // namespace netroot
