// SPDX-License-Identifier: GPL-2.0-or-later
// The parts of atomic_save(), for atomic_save.cpp, save_in_place.cpp and files.cpp. Paths here are
// real ones, links followed. What stands beside FILE while it is saved:
//   FILE.netroot-XXXXXX  the new bytes, not yet whole; worth nothing once nobody holds its lock
//   FILE.netroot-save    the old bytes, whole, while FILE is written in place. As long as it is
//                        there it is the content of FILE: removing it is what makes the new count.
#pragma once
#include "system/file_descriptor.h"
#include "system/result.h"
#include <filesystem>
#include <string>
#include <string_view>

struct stat;

namespace netroot {

// All of it, or false with errno set.
bool write_all(int file, std::string_view bytes);

// FILE.netroot-XXXXXX, written and on disk; or what failed, with errno set and nothing left.
struct Temporary {
  std::string name;
  FileDescriptor lock; // to be held until it is renamed
  const char* failed = nullptr;
};
// Owner and mode of `old`; without one, the caller's and `mode`.
Temporary write_temporary(const std::filesystem::path& file, std::string_view bytes,
                          const struct stat* old, unsigned mode);
// Removes each FILE.netroot-XXXXXX that a power cut or a kill left behind; not one that is being
// written at this moment by somebody else, nor anything of another name.
void remove_left_temporaries(const std::filesystem::path& file);

std::filesystem::path rescue_name(const std::filesystem::path& file); // FILE.netroot-save
bool has_rescue(const std::filesystem::path& file);
// Removes it for good; false with errno set.
bool remove_rescue(const std::filesystem::path& file);
// What to say when that failed after `path` was saved.
tl::unexpected<Error> rescue_stays(std::string_view path, int error_number);

// "cannot save PATH: WHAT: REASON; the file is as it was", with a hint when there was no room.
tl::unexpected<Error> cannot_save(std::string_view path, const char* what, int error_number);

// For a file that rename(2) cannot replace, as it is a mount point. `before` are its bytes.
Outcome save_in_place(const std::filesystem::path& file, std::string_view path,
                      std::string_view bytes, const std::string& before, const struct stat& old);

} // namespace netroot
