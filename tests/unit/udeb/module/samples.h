// SPDX-License-Identifier: GPL-2.0-or-later
// Small kernel modules and packages made on the spot: a real ELF with .modinfo, a real ar with real
// tars inside, written by libarchive.
#pragma once
#include "udeb/module/byte_source.h"
#include <archive.h>
#include <archive_entry.h>
#include <cstring>
#include <elf.h>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace netroot::test {

using Files = std::vector<std::pair<std::string, std::string>>;

// An ELF of three sections: none, .modinfo with these entries, .shstrtab.
inline std::string elf_module(const std::vector<std::string>& entries) {
  std::string modinfo;
  for (const auto& entry : entries)
    modinfo += entry + '\0';
  const std::string names = std::string("\0.modinfo\0.shstrtab\0", 20);
  Elf64_Ehdr head{};
  std::memcpy(head.e_ident, ELFMAG, SELFMAG);
  head.e_ident[EI_CLASS] = ELFCLASS64;
  head.e_ident[EI_DATA] = ELFDATA2LSB;
  head.e_shentsize = sizeof(Elf64_Shdr);
  head.e_shnum = 3;
  head.e_shstrndx = 2;
  head.e_shoff = sizeof head + modinfo.size() + names.size();
  Elf64_Shdr sections[3]{};
  sections[1].sh_name = 1;
  sections[1].sh_type = SHT_PROGBITS;
  sections[1].sh_offset = sizeof head;
  sections[1].sh_size = modinfo.size();
  sections[2].sh_name = 10;
  sections[2].sh_type = SHT_STRTAB;
  sections[2].sh_offset = sizeof head + modinfo.size();
  sections[2].sh_size = names.size();
  return std::string(reinterpret_cast<const char*>(&head), sizeof head) + modinfo + names +
         std::string(reinterpret_cast<const char*>(sections), sizeof sections);
}

inline std::string aoe_module(const std::string& release, const std::string& depends = "") {
  return elf_module({"license=GPL", "depends=" + depends, "name=aoe",
                     "vermagic=" + release + " SMP preempt mod_unload modversions "});
}

// Format and filter are set by name ("arbsd", "gnutar", "raw"; "xz", "zstd", "gzip", "none").
inline std::string pack(const std::string& format, const std::string& filter, const Files& files) {
  std::string bytes(16 * 1024 * 1024, '\0');
  size_t used = 0;
  archive* out = archive_write_new();
  archive_write_set_format_by_name(out, format.c_str());
  if (filter != "none")
    archive_write_add_filter_by_name(out, filter.c_str());
  archive_write_set_bytes_in_last_block(out, 1);
  archive_write_open_memory(out, bytes.data(), bytes.size(), &used);
  for (const auto& [path, content] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, path.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_write_header(out, entry);
    archive_write_data(out, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(out);
  archive_write_free(out);
  bytes.resize(used);
  return bytes;
}

inline std::string packed(const std::string& filter, const std::string& content) {
  return pack("raw", filter, {{"data", content}});
}

struct DebShape {
  Files data;
  Files control{{"./control", "Package: linux-image-test\n"}};
  std::string filter = "xz", suffix = ".xz";
};
inline std::string deb(const DebShape& shape) {
  return pack("arbsd", "none",
              {{"debian-binary", "2.0\n"},
               {"control.tar.xz", pack("gnutar", "xz", shape.control)},
               {"data.tar" + shape.suffix, pack("gnutar", shape.filter, shape.data)}});
}

// Bytes that cannot be compressed, the same at every run.
inline std::string noise(size_t size) {
  std::string bytes;
  for (uint32_t state = 1; bytes.size() < size;) {
    state = state * 1664525 + 1013904223;
    bytes += static_cast<char>(state >> 24);
  }
  return bytes;
}

// Hands out pieces of `piece` bytes and counts them; fails after `fails_after` bytes when that is
// set.
class CountingSource : public ByteSource {
public:
  CountingSource(std::string bytes, size_t piece) : bytes_(std::move(bytes)), piece_(piece) {}
  Result<std::string_view> next() override {
    if (taken >= fails_after)
      return failure("link lost after " + std::to_string(taken) + " bytes");
    const auto part = std::string_view(bytes_).substr(taken, piece_);
    taken += part.size();
    return part;
  }
  std::string name() const override { return "counted.deb"; }
  size_t taken = 0;
  size_t fails_after = ~size_t{0};

private:
  std::string bytes_;
  size_t piece_;
};

} // namespace netroot::test
