// SPDX-License-Identifier: GPL-2.0-or-later
// menu.lst: whatever the bytes, nobody's line is lost, and a correction is made once.
#include "grubfix/menu_lst.h"
#include "grubfix/boot_choice.h"
#include "grubfix/boot_files.h"
#include "tests/fuzz/fuzz.h"
#include <set>

using namespace netroot;

namespace {

BootSetup setup() {
  static PlayingRunner runner;
  return {bare_machine(), runner, OnHost{}, "/dev/etherd/e0.0", 1, 0, "console=ttyS0"};
}

void stanzas_are_in_range(const MenuLst& menu) {
  size_t next = 0;
  for (const Stanza& stanza : menu.stanzas()) {
    must(stanza.first >= next && stanza.first <= stanza.last && stanza.last < menu.lines().size(),
         "stanzas are in order, inside the file and do not overlap");
    must(menu.lines()[stanza.first].command() == "title", "a stanza begins with its title");
    if (auto line = menu.find(stanza, "kernel"))
      must(*line >= stanza.first && *line <= stanza.last, "a line is found in its stanza");
    next = stanza.last + 1;
  }
  for (size_t line : menu.automagic_lines())
    must(line < menu.lines().size(), "lines of the automagic list are lines of the file");
}

void options_are_kept(std::string_view bytes) {
  MenuLst menu = MenuLst::parse(bytes);
  auto names = menu.option_names();
  std::set<std::string> different(names.begin(), names.end());
  for (const std::string& name : names)
    if (different.size() == names.size())
      must(!menu.set_option(name, menu.option(name).value()), "the same value changes nothing");
  if (different.size() == names.size())
    must(menu.text() == bytes, "the same values change no byte");
  bool changed = menu.set_option("kopt", "root=/dev/etherd/e0.0p1 ro");
  must(changed == (menu.text() != bytes), "set_option says whether a byte changed");
  if (!changed)
    return;
  MenuLst again = MenuLst::parse(menu.text());
  must(again.option("kopt") == "root=/dev/etherd/e0.0p1 ro", "a value that was set is read back");
  must(again.stanzas().size() == menu.stanzas().size(), "setting an option makes no stanza");
}

void arguments_are_read_back(std::string_view bytes) {
  MenuLst menu = MenuLst::parse(bytes);
  for (size_t i = 0; i < menu.lines().size(); i++) {
    if (menu.lines()[i].command().empty())
      continue;
    if (!menu.lines()[i].argument(0).empty())
      menu.set_argument(i, 0, "(hd0,0)");
    menu.append_argument(i, "quiet");
    menu.append_argument(i, "surplus");
    menu.remove_argument(i, menu.lines()[i].items.size() - 2);
  }
  MenuLst again = MenuLst::parse(menu.text());
  must(again.lines().size() == menu.lines().size(), "an argument makes no line");
  for (size_t i = 0; i < menu.lines().size(); i++)
    if (!menu.lines()[i].command().empty())
      must(again.lines()[i].argument(menu.lines()[i].items.size() - 2) == "quiet",
           "an argument that was added is read back");
}

void corrected_once(std::string_view bytes) {
  std::string once = corrected_menu_lst(setup(), bytes);
  must(corrected_menu_lst(setup(), once) == once, "a second correction changes nothing");
  MenuLst before = MenuLst::parse(bytes), after = MenuLst::parse(once);
  must(before.has_automagic_list() || once == bytes, "without update-grub's list nothing changes");
  auto was = before.stanzas(), is = after.stanzas();
  must(was.size() == is.size(), "a correction makes no stanza");
  for (size_t i = 0; i < was.size(); i++) {
    must(was[i].automagic == is[i].automagic, "a stanza stays where it is");
    for (size_t line = 0; !was[i].automagic && line <= was[i].last - was[i].first; line++)
      must(before.lines()[was[i].first + line].text() == after.lines()[is[i].first + line].text(),
           "the user's stanzas stay as they are");
  }
}

} // namespace

FUZZ(bytes) {
  MenuLst menu = MenuLst::parse(bytes);
  must(menu.text() == bytes, "the round trip keeps every byte");
  stanzas_are_in_range(menu);
  options_are_kept(bytes);
  arguments_are_read_back(bytes);
  corrected_once(bytes);
  (void)read_boot_choice(setup(), menu);
}
