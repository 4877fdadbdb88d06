// SPDX-License-Identifier: GPL-2.0-or-later
// Files of the machine, read and written through a RootDir. Paths are absolute machine paths.
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace netroot {

// The whole file as bytes. Error names the path and the reason. Where FILE.netroot-save is beside
// FILE, its bytes: a save in place was cut short (see atomic_save).
Result<std::string> read_file(const RootDir& root, std::string_view path);
// First line without its newline: what a sysfs attribute holds.
Result<std::string> read_line(const RootDir& root, std::string_view path);
// First lines of several files in one folder, "" for one that cannot be read; for sysfs, where
// thousands of folders are looked into one after the other. Nothing when there is no such folder.
std::optional<std::vector<std::string>> read_lines_in(const RootDir& root, std::string_view folder,
                                                      const std::vector<const char*>& names);
// True when something is there, links followed inside the root.
bool exists(const RootDir& root, std::string_view path);
bool is_block_device(const RootDir& root, std::string_view path);
// Names in a directory, sorted, without "." and ".."; empty when there is no such directory.
std::vector<std::string> list_dir(const RootDir& root, std::string_view path);
// What follows changes the machine for good: the folder is synced before it returns.
// Folders that are missing, like mkdir -p.
Outcome make_dirs(const RootDir& root, std::string_view path);
// Absent is fine.
Outcome remove_file(const RootDir& root, std::string_view path);
// Makes `path` a symbolic link to `points_to`; an existing link is replaced in one rename, anything
// else that stands there is an error.
Outcome make_symlink(const RootDir& root, std::string_view path, const std::string& points_to);
// The text of a symbolic link; error when it is none.
Result<std::string> read_symlink(const RootDir& root, std::string_view path);
// One write(2) into an existing file, for sysfs attributes and control nodes
// (/dev/etherd/discover): never creates, never truncates.
Outcome write_control(const RootDir& root, std::string_view path, std::string_view value);
// Free bytes for root on the file system that holds `path`.
Result<unsigned long long> free_bytes(const RootDir& root, std::string_view path);

struct SaveOptions {
  unsigned mode = 0644; // for a new file; an existing one keeps its mode and owner
};
// Replaces the content of a file so that a reader, or a power cut, finds the old bytes or the new
// ones: temporary file beside it, mode and owner kept, a symbolic link followed to the file it
// names, fsync, rename(2), fsync of the folder. Same bytes: nothing is written and the mtime stays.
// Missing folders are an error. An error leaves the file as it was and nothing beside it, but for
// those that begin with "saved …": then it is the sync behind the rename that failed. Temporary
// files of this file that a power cut left behind are removed.
//
// A file that is a mount point (EBUSY, EXDEV) cannot be renamed over. It is written in place while
// its old bytes stand beside it as FILE.netroot-save; they count until that file is removed, which
// is the last act. So a power cut amid the write leaves a torn FILE, but read_file() still gives
// the old bytes, and the next atomic_save() puts FILE right.
Outcome atomic_save(const RootDir& root, std::string_view path, std::string_view bytes,
                    SaveOptions options = {});

} // namespace netroot
