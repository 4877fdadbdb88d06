// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/menu_lst.h"
#include "grubfix/menu_lines.h"
#include "system/text.h"
#include <algorithm>
#include <limits>

namespace netroot {
namespace {

constexpr std::string_view list_begin = "### BEGIN AUTOMAGIC KERNELS LIST";
constexpr std::string_view list_end = "### END DEBIAN AUTOMAGIC KERNELS LIST";
constexpr std::string_view options_begin = "## ## Start Default Options ##";
constexpr std::string_view options_end = "## ## End Default Options ##";

// "# NAME=VALUE" from the first column on, as update-grub's sed looks for it.
std::optional<std::pair<std::string_view, std::string_view>> option_of(const MenuLine& line) {
  if (!line.indent.empty() || line.items.size() != 1 || !line.items[0].text.starts_with("# "))
    return std::nullopt;
  std::string_view text = line.items[0].text;
  size_t equals = text.find('=');
  if (equals == text.npos || equals == 2 || text.substr(2, equals - 2).find(' ') != text.npos)
    return std::nullopt;
  return std::pair(text.substr(2, equals - 2), text.substr(equals + 1));
}

std::string option_text(std::string_view name, std::string_view value) {
  return "# " + std::string(name) + "=" + std::string(value);
}

} // namespace

MenuLst MenuLst::parse(std::string_view bytes) {
  MenuLst menu;
  menu.lines_ = parse_menu_lines(bytes);
  menu.find_list();
  return menu;
}

std::string MenuLst::text() const {
  std::string all;
  for (const MenuLine& line : lines_)
    all += line.text() + line.ending;
  return all;
}

void MenuLst::find_list() {
  auto find = [&](std::string_view marker, size_t from) {
    while (from < lines_.size() && lines_[from].text() != marker)
      from++;
    return from;
  };
  list_begin_ = list_end_ = options_begin_ = options_end_ = 0;
  size_t begin = find(list_begin, 0);
  if (begin == lines_.size())
    return;
  list_begin_ = begin;
  list_end_ =
      find(list_end, begin); // without an end marker the list goes on to the end, as for sed
  size_t first = find(options_begin, begin), last = find(options_end, first);
  if (last < list_end_) {
    options_begin_ = first;
    options_end_ = last;
  }
}

std::optional<std::string> MenuLst::option(std::string_view name) const {
  for (size_t i = options_begin_; i < options_end_; i++)
    if (auto found = option_of(lines_[i]); found && found->first == name)
      return std::string(found->second);
  return std::nullopt;
}

std::vector<std::string> MenuLst::option_values(std::string_view name) const {
  std::vector<std::string> values;
  for (size_t i = options_begin_; i < options_end_; i++)
    if (auto found = option_of(lines_[i]); found && found->first == name)
      values.emplace_back(found->second);
  return values;
}

std::vector<std::string> MenuLst::option_names() const {
  std::vector<std::string> names;
  for (size_t i = options_begin_; i < options_end_; i++)
    if (auto found = option_of(lines_[i]))
      names.emplace_back(found->first);
  return names;
}

bool MenuLst::set_option(std::string_view name, std::string_view value) {
  bool found = false, changed = false;
  for (size_t i = options_begin_; i < options_end_; i++) {
    auto old = option_of(lines_[i]);
    if (!old || old->first != name)
      continue;
    found = true;
    if (old->second != value) {
      lines_[i].items[0].text = option_text(name, value);
      changed = true;
    }
  }
  if (found || options_begin_ == options_end_)
    return changed;
  MenuLine line;
  line.items.push_back({option_text(name, value), ""});
  line.ending = lines_[options_begin_].ending;
  lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(options_end_), line);
  options_end_++;
  list_end_++;
  return true;
}

std::vector<Stanza> MenuLst::stanzas() const {
  std::vector<Stanza> found;
  for (size_t i = 0; i < lines_.size(); i++) {
    bool at_list_end = has_automagic_list() && i == list_end_;
    if (lines_[i].command() == "title") {
      bool automagic = has_automagic_list() && i > list_begin_ && i < list_end_;
      found.push_back({lines_[i].arguments(), i, i, automagic});
    } else if (!found.empty() && !at_list_end && found.back().last + 1 == i &&
               !(has_automagic_list() && i == list_begin_)) {
      found.back().last = i;
    }
  }
  return found;
}

std::optional<size_t> MenuLst::find(const Stanza& stanza, std::string_view command) const {
  for (size_t i = stanza.first; i <= stanza.last; i++)
    if (lines_[i].command() == command)
      return i;
  return std::nullopt;
}

bool MenuLst::set_argument(size_t line, size_t index, std::string_view value) {
  std::string& text = lines_.at(line).items.at(index + 1).text;
  if (text == value)
    return false;
  text = value;
  return true;
}

void MenuLst::remove_argument(size_t line, size_t index) {
  auto& items = lines_.at(line).items;
  size_t at = index + 1;
  items.at(at - 1).separator =
      at + 1 < items.size() ? items[at - 1].separator : items.at(at).separator;
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(at));
}

void MenuLst::append_argument(size_t line, std::string_view value) {
  auto& items = lines_.at(line).items;
  std::string after = items.size() > 1 ? items.back().separator : "";
  if (after.empty() || items.size() > 1)
    items.back().separator = " ";
  items.push_back({std::string(value), after});
}

std::vector<size_t> MenuLst::automagic_lines() const {
  std::vector<size_t> found;
  for (size_t i = std::max(list_begin_, options_end_) + 1; i < list_end_; i++)
    found.push_back(i);
  return found;
}

bool MenuLst::is_generated(size_t line) const {
  return has_options() && line > options_end_ && line < list_end_;
}

void MenuLst::replace_stanzas(std::string_view text) {
  if (!has_options())
    return;
  bool marked = list_end_ < lines_.size();
  std::string ending = lines_[list_begin_].ending;
  auto fresh = parse_menu_lines(std::string(text) + (marked ? "" : std::string(list_end) + "\n"));
  for (MenuLine& line : fresh)
    line.ending = ending;
  if (lines_[options_end_].ending.empty()) // the file's last line
    lines_[options_end_].ending = ending;
  auto first = lines_.begin() + static_cast<std::ptrdiff_t>(options_end_ + 1);
  first = lines_.erase(first, lines_.begin() + static_cast<std::ptrdiff_t>(list_end_));
  lines_.insert(first, fresh.begin(), fresh.end());
  find_list();
}

std::optional<DefaultEntry> MenuLst::default_entry() const {
  DefaultEntry entry;
  for (const MenuLine& line : lines_) {
    if (line.command() == "title")
      break;
    if (line.command() != "default")
      continue;
    if (line.argument(0) == "saved") {
      entry = {true, 0};
      continue;
    }
    auto number = parse_number(line.argument(0));
    if (!number || *number > std::numeric_limits<unsigned>::max())
      return std::nullopt;
    entry = {false, static_cast<unsigned>(*number)};
  }
  return entry;
}

} // namespace netroot
