// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/root_dir.h"
#include <deque>
#include <vector>

namespace fs = std::filesystem;

namespace netroot {
namespace {

// As many as Linux follows before ELOOP, path_resolution(7).
constexpr int most_links = 40;

void push_parts(std::deque<std::string>& pending, const fs::path& path) {
  std::vector<std::string> parts;
  for (const auto& part : path.relative_path())
    parts.push_back(part.string());
  pending.insert(pending.begin(), parts.begin(), parts.end());
}

Result<fs::path> existing_directory(const fs::path& directory) {
  if (directory.empty())
    return failure("the root directory is empty", "name the folder that plays the machine");
  std::error_code ignored;
  if (!fs::is_directory(directory, ignored))
    return failure(directory.string() + ": no such directory",
                   "name an existing folder as the root");
  return fs::canonical(directory, ignored);
}

} // namespace

RootDir RootDir::host() {
  return RootDir("/");
}

Result<RootDir> RootDir::machine(const fs::path& directory) {
  auto found = existing_directory(directory);
  if (!found)
    return tl::unexpected(found.error());
  return RootDir(*found);
}

Result<RootDir> RootDir::target(const fs::path& directory) {
  auto found = existing_directory(directory);
  if (!found)
    return tl::unexpected(found.error());
  if (*found == "/")
    return failure("/ cannot be the target: it is the running system",
                   "name the folder where the installed system is mounted, such as /target");
  return RootDir(*found);
}

fs::path RootDir::at(std::string_view absolute) const {
  // From "/" upwards ".." is "/" again, as for a process chrooted there.
  fs::path clean = (fs::path("/") / fs::path(absolute).relative_path()).lexically_normal();
  return directory_ / clean.relative_path();
}

Result<fs::path> RootDir::follow(std::string_view absolute) const {
  std::deque<std::string> pending;
  push_parts(pending, fs::path(absolute));
  fs::path inside = "/";
  int links = 0;
  while (!pending.empty()) {
    std::string part = pending.front();
    pending.pop_front();
    if (part.empty() || part == ".")
      continue;
    if (part == "..") {
      inside = inside.parent_path();
      continue;
    }
    fs::path here = at((inside / part).string());
    std::error_code no_link;
    fs::path points_to = fs::read_symlink(here, no_link);
    if (no_link) {
      inside /= part;
      continue;
    }
    if (++links > most_links)
      return failure(std::string(absolute) + ": too many levels of symbolic links");
    if (points_to.is_absolute())
      inside = "/";
    push_parts(pending, points_to);
  }
  return at(inside.string());
}

} // namespace netroot
