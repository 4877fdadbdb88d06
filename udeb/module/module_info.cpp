// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/module/module_info.h"
#include "system/text.h"
#include <algorithm>
#include <cstring>
#include <elf.h>

namespace netroot {
namespace {

using Maybe = std::optional<std::string_view>;

// `size` bytes at `offset`, or nothing when not all of them are there.
Maybe slice(std::string_view bytes, uint64_t offset, uint64_t size) {
  if (offset > bytes.size() || size > bytes.size() - offset)
    return {};
  return bytes.substr(static_cast<size_t>(offset), static_cast<size_t>(size));
}

// A structure copied out, for it may lie at any address.
template <class T> std::optional<T> structure_at(std::string_view bytes, uint64_t offset) {
  const Maybe raw = slice(bytes, offset, sizeof(T));
  if (!raw)
    return {};
  T value;
  std::memcpy(&value, raw->data(), sizeof value);
  return value;
}

bool is_elf64(const Elf64_Ehdr& head) {
  return std::memcmp(head.e_ident, ELFMAG, SELFMAG) == 0 && head.e_ident[EI_CLASS] == ELFCLASS64 &&
         head.e_ident[EI_DATA] == ELFDATA2LSB && head.e_shentsize == sizeof(Elf64_Shdr);
}

std::optional<Elf64_Shdr> section_at(std::string_view elf, const Elf64_Ehdr& head, unsigned index) {
  // e_shoff is the file's word: adding to it may overflow, so it is bounded first.
  if (index >= head.e_shnum || head.e_shoff > elf.size())
    return {};
  return structure_at<Elf64_Shdr>(elf, head.e_shoff + uint64_t{index} * sizeof(Elf64_Shdr));
}

Maybe section_named(std::string_view elf, const Elf64_Ehdr& head, std::string_view wanted) {
  const auto name_section = section_at(elf, head, head.e_shstrndx);
  const Maybe names =
      name_section ? slice(elf, name_section->sh_offset, name_section->sh_size) : Maybe();
  if (!names)
    return {};
  for (unsigned i = 0; i < head.e_shnum; ++i) {
    const auto section = section_at(elf, head, i);
    if (!section)
      return {};
    if (section->sh_name >= names->size())
      continue;
    const std::string_view name = names->substr(section->sh_name);
    if (name.substr(0, name.find('\0')) == wanted && section->sh_type != SHT_NOBITS)
      return slice(elf, section->sh_offset, section->sh_size);
  }
  return {};
}

std::string canonical(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '-', '_');
  return text;
}

void take_entry(std::string_view entry, ModuleInfo& info) {
  const auto equals = entry.find('=');
  if (equals == std::string_view::npos)
    return;
  const auto key = entry.substr(0, equals);
  const auto value = entry.substr(equals + 1);
  if (key == "name")
    info.name = canonical(value);
  else if (key == "vermagic")
    info.vermagic = value;
  else if (key == "depends")
    for (const auto& name : split(value, ','))
      if (!name.empty())
        info.depends.push_back(canonical(name));
}

} // namespace

Result<ModuleInfo> parse_module_info(std::string_view elf, const std::string& file) {
  const std::string hint = "The file is damaged or truncated; get the package again.";
  const auto head = structure_at<Elf64_Ehdr>(elf, 0);
  if (!head || !is_elf64(*head))
    return failure(file + " is no 64-bit kernel module", hint);
  const Maybe modinfo = section_named(elf, *head, ".modinfo");
  if (!modinfo)
    return failure(
        file + ": no section .modinfo within its " + std::to_string(elf.size()) + " bytes", hint);
  ModuleInfo info;
  for (const auto& entry : split(*modinfo, '\0'))
    take_entry(entry, info);
  if (info.vermagic.empty())
    return failure(file + ": .modinfo has no vermagic", hint);
  return info;
}

std::string module_name_of(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  for (const std::string_view packed : {".xz", ".zst", ".gz"})
    if (name.ends_with(packed)) {
      name.remove_suffix(packed.size());
      break;
    }
  if (!name.ends_with(".ko"))
    return {};
  name.remove_suffix(3);
  return canonical(name);
}

Outcome check_vermagic(const ModuleInfo& info, const std::string& release,
                       const std::string& reference, const std::string& where) {
  const auto has = words(info.vermagic);
  const auto wanted = reference.empty() ? std::vector<std::string>{release} : words(reference);
  const std::string hint =
      "Use the linux-image package of exactly this kernel: linux-image-" + release + ".";
  if (has.empty() || has.front() != release)
    return failure(where + " is for kernel " + (has.empty() ? "(none)" : has.front()) +
                       ", but this kernel is " + release,
                   hint);
  if (!reference.empty() && has != wanted)
    return failure(where + " has vermagic \"" + join(has, " ") +
                       "\", but the modules of this kernel have \"" + join(wanted, " ") + "\"",
                   hint);
  return {};
}

} // namespace netroot
