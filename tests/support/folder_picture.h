// SPDX-License-Identifier: GPL-2.0-or-later
// What is in a folder, to compare before with after, and scratch copies of it.
#pragma once
#include <filesystem>
#include <map>
#include <string>

namespace netroot::test {

// Path inside the folder ("/boot/grub/menu.lst") to what is there: type, mode, owner and bytes, or
// what a link says; readable enough for a test's failure.
using Picture = std::map<std::string, std::string>;
Picture picture_of(const std::filesystem::path& folder);

// An empty folder that goes away with the object.
class ScratchFolder {
public:
  ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();
  const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

// A copy of a folder: links, modes and owners kept.
class ScratchCopy : public ScratchFolder {
public:
  explicit ScratchCopy(const std::filesystem::path& original);
};

} // namespace netroot::test
