// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/folder_picture.h"
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace netroot::test {
namespace {

std::string what_is(const fs::path& path) {
  struct stat about;
  if (lstat(path.c_str(), &about) != 0)
    return "vanished";
  if (S_ISLNK(about.st_mode))
    return "link to " + fs::read_symlink(path).string();
  std::string text = std::to_string(about.st_mode) + " " + std::to_string(about.st_uid) + ":" +
                     std::to_string(about.st_gid);
  if (!S_ISREG(about.st_mode))
    return text;
  std::ifstream file(path, std::ios::binary);
  return text + "\n" + std::string(std::istreambuf_iterator<char>(file), {});
}

fs::path make_folder() {
  std::string name = (fs::temp_directory_path() / "netroot-copy-XXXXXX").string();
  if (!mkdtemp(name.data()))
    throw std::runtime_error("cannot make a folder for a copy");
  return name;
}

void keep_owner(const fs::path& from, const fs::path& to) {
  struct stat about;
  if (geteuid() == 0 && lstat(from.c_str(), &about) == 0 &&
      lchown(to.c_str(), about.st_uid, about.st_gid) == 0 && !S_ISLNK(about.st_mode))
    chmod(to.c_str(), about.st_mode & 07777);
}

} // namespace

Picture picture_of(const fs::path& folder) {
  Picture picture;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    picture["/" + entry.path().lexically_relative(folder).string()] = what_is(entry.path());
  return picture;
}

ScratchFolder::ScratchFolder() : path_(make_folder()) {}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

ScratchCopy::ScratchCopy(const fs::path& original) {
  fs::copy(original, path(), fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  for (const auto& entry : fs::recursive_directory_iterator(original))
    keep_owner(entry.path(), path() / entry.path().lexically_relative(original));
}

} // namespace netroot::test
