// SPDX-License-Identifier: GPL-2.0-or-later
// A change of some files as a whole: planned first, shown, recorded, then carried out; when one
// file cannot be written, those before it get their old bytes back.
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include "system/runner.h"
#include <optional>
#include <string>
#include <vector>

namespace netroot {

struct FileChange {
  std::string path;
  std::optional<std::string> before; // nothing: there was no file
  std::optional<std::string> after;  // nothing: the file is removed
};

// What a file holds; nothing when it cannot be read.
std::optional<std::string> bytes_of(const RootDir& root, const std::string& path);

// In order. Error: everything is as it was before, or the error says which file could not be put
// back.
Outcome apply_changes(const RootDir& root, const std::vector<FileChange>& changes);

// True when each file is as it was before the change.
bool is_as_before(const RootDir& root, const std::vector<FileChange>& changes);

// As "diff -u" prints it, by diff(1) on this machine; empty for no difference.
Result<std::string> unified_diff(const RootDir& root, const std::vector<FileChange>& changes,
                                 Runner& runner);

} // namespace netroot
