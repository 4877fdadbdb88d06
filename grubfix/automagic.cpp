// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/automagic.h"
#include "grubfix/automagic_options.h"
#include "grubfix/xen_entries.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>

namespace netroot {
namespace {

constexpr std::string_view splash_command = "splashimage=";

// title="…" of /etc/default/grub, which update-grub sources; a value that only a shell could work
// out is not taken.
std::string entry_title(const RootDir& root) {
  std::string title = "Debian GNU/Linux";
  auto settings = read_file(root, "/etc/default/grub");
  for (const std::string& line : settings ? lines(*settings) : std::vector<std::string>()) {
    if (!line.starts_with("title="))
      continue;
    std::string value(trim(line.substr(6)));
    if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0])
      value = value.substr(1, value.size() - 2);
    if (value.find_first_of("$`\\\"'") == value.npos)
      title = value;
  }
  return title;
}

std::string linux_entry(const MenuEntry& entry) {
  std::string text = "title\t\t" + entry.title + "\n";
  for (bool lock : {entry.lock_alternative, entry.lock_old})
    text += lock ? "lock\n" : "";
  text += "root\t\t" + entry.groot + "\nkernel\t\t";
  if (!entry.hypervisor.empty())
    text += entry.hypervisor + "\nmodule\t\t";
  text += entry.kernel + "\n";
  if (!entry.initrd.empty())
    text += (entry.hypervisor.empty() ? "initrd\t\t" : "module\t\t") + entry.initrd + "\n";
  return text + (entry.savedefault ? "savedefault\n\n" : "\n");
}

std::string below(const AutomagicInput& input, const std::string& file) {
  return file.empty() ? file : input.boot_folder + "/" + file;
}

std::string with_words(std::string text, const std::string& more) {
  return more.empty() ? text : text + " " + more;
}

// The entries of one kernel: as it is, and once for each line of altoptions.
std::string entries_of(const MenuLst& menu, const AutomagicOptions& options,
                       const AutomagicInput& input, const InstalledKernel& kernel, bool first,
                       const std::string& title) {
  std::string kopt = kernel_options_for(menu, kernel.version);
  MenuEntry entry;
  entry.title = title + ", kernel " + kernel.label;
  entry.groot = options.groot;
  // update-grub's blank between kopt and defoptions is there even when there are none
  entry.kernel = below(input, kernel.file) + " " + kopt + " " + options.defoptions;
  entry.initrd = below(input, kernel.initrd);
  entry.savedefault = options.savedefault;
  entry.lock_old = options.lock_old && !first;
  std::string text = linux_entry(entry);
  if (!options.alternative)
    return text;
  entry.lock_alternative = options.lock_alternative;
  entry.lock_old = entry.lock_old && !options.lock_alternative;
  for (const Alternative& alternative : options.alternatives) {
    MenuEntry other = entry;
    other.title = with_words(entry.title, alternative.description);
    other.kernel = with_words(below(input, kernel.file), kopt);
    if (!alternative.description.empty())
      other.kernel += " " + alternative.options;
    text += linux_entry(other);
  }
  return text;
}

std::string memtest_entries(const AutomagicOptions& options, const AutomagicInput& input,
                            const std::string& title) {
  std::string text;
  for (const char* name : {"memtest86", "memtest86+"}) {
    std::string file = std::string(name) + ".bin";
    if (!options.memtest86 || !exists(input.root, "/boot/" + file))
      continue;
    MenuEntry entry;
    entry.title = title + ", kernel " + name;
    entry.groot = options.groot;
    entry.kernel = below(input, file);
    text += linux_entry(entry);
  }
  return text;
}

// A splash image named outside of what is made here is the user's affair; inside, his choice is
// kept, and without one the file in /boot/grub is used.
std::string splash_lines(const MenuLst& menu, const AutomagicOptions& options,
                         const AutomagicInput& input) {
  std::string inside,
      standard = std::string(splash_command) + options.groot + "//grub/splash.xpm.gz";
  for (size_t i = 0; i < menu.lines().size(); i++) {
    std::string text = menu.lines()[i].text();
    if (!text.starts_with(splash_command))
      continue;
    if (!menu.is_generated(i))
      return {};
    inside += (inside.empty() ? "" : "\n") + text;
  }
  bool have_file = exists(input.root, "/boot/grub/splash.xpm.gz");
  if (inside.empty() || inside == standard)
    return have_file ? standard + "\n\n" : "";
  return inside + "\n\n";
}

std::string all_entries(const MenuLst& menu, const AutomagicOptions& options,
                        const AutomagicInput& input) {
  std::string title = entry_title(input.root);
  unsigned long long count = 0;
  std::string text;
  for (const MenuEntry& entry : xen_entries(menu, options, input, title, count))
    text += linux_entry(entry);
  for (const InstalledKernel& kernel : input.kernels) {
    count++;
    if (options.howmany && count > *options.howmany)
      break;
    text += entries_of(menu, options, input, kernel, count == 1, title);
  }
  return text + memtest_entries(options, input, title);
}

std::string title_of(const MenuLst& menu, unsigned number) {
  auto stanzas = menu.stanzas();
  return number < stanzas.size() ? std::string(trim(stanzas[number].title)) : std::string();
}

std::optional<unsigned> number_of(const MenuLst& menu, const std::string& title, bool whole) {
  auto stanzas = menu.stanzas();
  for (unsigned i = 0; i < stanzas.size(); i++) {
    std::string_view candidate = trim(stanzas[i].title);
    if (whole ? candidate == title : candidate.find(title) != candidate.npos)
      return i;
  }
  return std::nullopt;
}

unsigned moved(const MenuLst& before, const MenuLst& after, unsigned number) {
  std::string title = title_of(before, number);
  if (title.empty())
    return 0;
  auto found = number_of(after, title, true);
  return found ? *found : number_of(after, title, false).value_or(0);
}

} // namespace

std::optional<unsigned> moved_saved_default(const MenuLst& before, const MenuLst& after,
                                            unsigned saved) {
  if (!read_automagic_options(before).update_default)
    return std::nullopt;
  unsigned now = moved(before, after, saved);
  return now == saved ? std::nullopt : std::optional(now);
}

void regenerate_stanzas(MenuLst& menu, const AutomagicInput& input) {
  const MenuLst before = menu;
  AutomagicOptions options = read_automagic_options(menu);
  menu.replace_stanzas("\n" + splash_lines(before, options, input) +
                       all_entries(before, options, input));
  auto entry = before.default_entry();
  if (!options.update_default || !entry || entry->saved)
    return;
  unsigned now = moved(before, menu, entry->number);
  for (size_t i = 0; i < menu.lines().size() && menu.lines()[i].command() != "title"; i++)
    if (menu.lines()[i].command() == "default" && !menu.lines()[i].argument(0).empty())
      menu.set_argument(i, 0, std::to_string(now));
}

} // namespace netroot
