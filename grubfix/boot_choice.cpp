// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/boot_choice.h"
#include "grubfix/boot_files.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>

namespace netroot {
namespace {

constexpr char saved_path[] = "/boot/grub/default";

// "(hd0,0)/vmlinuz" loses its drive; a separate /boot is put in front.
std::string system_path(const BootSetup& setup, std::string_view path) {
  if (path.starts_with('('))
    path = path.substr(std::min(path.find(')'), path.size() - 1) + 1);
  if (path.empty())
    return {};
  bool below_boot = setup.boot_partition && setup.boot_partition != setup.root_partition;
  return (below_boot ? "/boot" : "") + std::string(path);
}

// grub-set-default writes the number in the first line, with warnings behind it. Without that file,
// or with something else in it, GRUB takes 0.
unsigned number_of(const BootSetup& setup, const DefaultEntry& entry) {
  if (!entry.saved)
    return entry.number;
  auto line = read_line(setup.root, saved_path);
  auto number = line ? parse_number(trim(*line)) : std::nullopt;
  return number && *number <= 9999 ? static_cast<unsigned>(*number) : 0;
}

// "fallback 1" before the first entry.
unsigned fallback_of(const MenuLst& menu) {
  for (const MenuLine& line : menu.lines()) {
    if (line.command() == "title")
      break;
    if (line.command() == "fallback")
      return static_cast<unsigned>(std::min(parse_number(line.argument(0)).value_or(0), 9999ull));
  }
  return 0;
}

// kernel takes options before its file: --type=…, --no-mem-option.
std::string_view file_of(const MenuLine& line) {
  size_t index = 0;
  while (line.argument(index).starts_with("--"))
    index++;
  return line.argument(index);
}

std::vector<const MenuLine*> lines_with(const MenuLst& menu, const Stanza& stanza,
                                        std::string_view command) {
  std::vector<const MenuLine*> found;
  for (size_t i = stanza.first; i <= stanza.last; i++)
    if (menu.lines()[i].command() == command)
      found.push_back(&menu.lines()[i]);
  return found;
}

// With Xen the hypervisor is the kernel line, and Linux and its initrd are the first two modules.
void take_linux(const BootSetup& setup, const MenuLst& menu, const Stanza& stanza,
                BootChoice& choice) {
  auto kernels = lines_with(menu, stanza, "kernel"), initrds = lines_with(menu, stanza, "initrd");
  auto modules = lines_with(menu, stanza, "module");
  const MenuLine* linux_line = !modules.empty()  ? modules[0]
                               : kernels.empty() ? nullptr
                                                 : kernels[0];
  const MenuLine* initrd = modules.size() > 1 ? modules[1] : initrds.empty() ? nullptr : initrds[0];
  if (linux_line) {
    choice.kernel = system_path(setup, file_of(*linux_line));
    choice.kernel_options = linux_line->arguments();
  }
  if (initrd)
    choice.initrd = system_path(setup, file_of(*initrd));
}

} // namespace

Result<BootChoice> read_boot_choice(const BootSetup& setup, const MenuLst& menu) {
  auto entry = menu.default_entry();
  if (!entry)
    return failure(std::string(menu_lst_path) +
                       ": the \"default\" line says neither a number nor saved",
                   "Write \"default 0\".");
  auto stanzas = menu.stanzas();
  if (stanzas.empty())
    return failure(std::string(menu_lst_path) + " has no entries", "Run grubfix regenerate.");
  BootChoice choice;
  choice.number = number_of(setup, *entry);
  if (choice.number >= stanzas.size()) {
    unsigned fallback = fallback_of(menu);
    unsigned taken = fallback < stanzas.size() ? fallback : 0;
    choice.remark = "the default is number " + std::to_string(choice.number) + " of " +
                    std::to_string(stanzas.size()) +
                    " entries, counted from 0: GRUB takes number " + std::to_string(taken);
    choice.number = taken;
  }
  const Stanza& stanza = stanzas[choice.number];
  choice.title = stanza.title;
  choice.automagic = stanza.automagic;
  if (auto line = menu.find(stanza, "root"))
    choice.root = menu.lines()[*line].argument(0);
  take_linux(setup, menu, stanza, choice);
  if (choice.kernel.empty() && stanza.automagic)
    return failure(std::string(menu_lst_path) + ": the default entry \"" + stanza.title +
                       "\" loads no kernel",
                   "Make another entry the default, or run update-grub.");
  return choice;
}

} // namespace netroot
