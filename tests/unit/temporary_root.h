// SPDX-License-Identifier: GPL-2.0-or-later
// A scratch machine for a test: a folder that goes away with it.
#pragma once
#include "system/files.h"
#include "system/root_dir.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace netroot::test {

class TemporaryRoot {
public:
  TemporaryRoot() : path_(make()), root_(*RootDir::target(path_)) {}
  TemporaryRoot(const TemporaryRoot&) = delete;
  TemporaryRoot& operator=(const TemporaryRoot&) = delete;
  ~TemporaryRoot() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const RootDir& root() const { return root_; }
  const std::filesystem::path& path() const { return path_; }

  // Writes a file, folders made as needed.
  void put(const std::string& path, const std::string& bytes) const {
    auto real = root_.at(path);
    std::filesystem::create_directories(real.parent_path());
    std::ofstream(real, std::ios::binary) << bytes;
  }
  std::string get(const std::string& path) const {
    std::ifstream file(root_.at(path), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

private:
  static std::filesystem::path make() {
    std::string name = (std::filesystem::temp_directory_path() / "netroot-test-XXXXXX").string();
    return mkdtemp(name.data()) ? name : std::string();
  }
  std::filesystem::path path_;
  RootDir root_;
};

} // namespace netroot::test
