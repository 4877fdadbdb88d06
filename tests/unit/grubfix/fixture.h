// SPDX-License-Identifier: GPL-2.0-or-later
// A scratch machine and the files of tests/fixtures/grub.
#pragma once
#include "grubfix/boot_setup.h"
#include "system/files.h"
#include "tests/unit/catch.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace netroot::test {

inline std::string fixture(const std::string& name) {
  std::ifstream file(std::string(NETROOT_FIXTURES) + "/grub/" + name, std::ios::binary);
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class Machine {
public:
  Machine() {
    char name[] = "/tmp/grubfix-unit.XXXXXX";
    REQUIRE(mkdtemp(name));
    folder_ = name;
  }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  ~Machine() { std::filesystem::remove_all(folder_); }

  RootDir root() const { return RootDir::target(folder_).value(); }
  void write(const std::string& path, const std::string& bytes) const {
    std::filesystem::create_directories((folder_ / path.substr(1)).parent_path());
    std::ofstream(folder_ / path.substr(1), std::ios::binary) << bytes;
  }
  std::string read(const std::string& path) const { return read_file(root(), path).value(); }
  BootSetup setup(Runner& runner, unsigned partition = 1) const {
    return {root(), runner, InTarget{root()}, "/dev/etherd/e0.0", partition};
  }

private:
  std::filesystem::path folder_;
};

// An MBR with entries {type, start, sectors}.
struct TableEntry {
  unsigned char type;
  uint32_t start, sectors;
};
inline std::string table_sector(std::initializer_list<TableEntry> entries) {
  std::string sector(512, '\0');
  size_t at = 446;
  for (const TableEntry& entry : entries) {
    sector[at + 4] = static_cast<char>(entry.type);
    for (size_t i = 0; i < 4; i++) {
      sector[at + 8 + i] = static_cast<char>(entry.start >> (8 * i));
      sector[at + 12 + i] = static_cast<char>(entry.sectors >> (8 * i));
    }
    at += 16;
  }
  sector[510] = '\x55';
  sector[511] = '\xaa';
  return sector;
}
// A disk of 4096 sectors with that table and an ext superblock at the start of sector `start`.
inline std::string disk_with_ext(const std::string& table, uint32_t start, uint32_t incompatible) {
  std::string disk = table + std::string(4095 * 512, '\0');
  size_t superblock = start * 512 + 1024;
  disk[superblock + 0x38] = '\x53';
  disk[superblock + 0x39] = '\xef';
  for (size_t i = 0; i < 4; i++)
    disk[superblock + 0x60 + i] = static_cast<char>(incompatible >> (8 * i));
  for (size_t i = 0; i < 16; i++)
    disk[superblock + 0x68 + i] = static_cast<char>(0x10 + i);
  return disk;
}
inline constexpr char test_uuid[] = "10111213-1415-1617-1819-1a1b1c1d1e1f";

} // namespace netroot::test
