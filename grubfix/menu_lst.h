// SPDX-License-Identifier: GPL-2.0-or-later
// menu.lst, GRUB legacy's configuration as Debian's update-grub(8) keeps it. Lossless: a line is
// its indent and its items with the separators between them, so that what nobody changed is written
// back byte for byte (comments, CRLF, a missing final newline, unknown commands).
//
// update-grub's own options live as comments between "### BEGIN AUTOMAGIC KERNELS LIST" and
// "## ## End Default Options ##": one '#' and a blank is an option ("# kopt=root=… ro"), two are a
// comment. The stanzas it writes follow, up to "### END DEBIAN AUTOMAGIC KERNELS LIST".
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace netroot {

struct MenuLine {
  struct Item {
    std::string text;
    std::string separator; // what follows the item: blanks, or one '=' after a command
  };
  std::string indent;
  std::vector<Item> items; // a comment is one item
  std::string ending;      // "\n", "\r\n" or, on the last line, ""

  std::string text() const;                      // without the ending
  std::string_view command() const;              // "" for comments and empty lines
  std::string_view argument(size_t index) const; // from 0; "" when there is none
  std::string arguments() const;                 // all of them, with their separators
};

// One menu entry: from its title line to the line before the next title or the end of the automagic
// list. Line numbers are indices into MenuLst::lines().
struct Stanza {
  std::string title;
  size_t first = 0, last = 0;
  bool automagic = false; // written by update-grub
};

struct DefaultEntry {
  bool saved = false;  // "default saved": the number is in /boot/grub/default
  unsigned number = 0; // from 0, counting all stanzas
};

class MenuLst {
public:
  static MenuLst parse(std::string_view bytes);
  std::string text() const;
  const std::vector<MenuLine>& lines() const { return lines_; }

  bool has_automagic_list() const { return list_begin_ < list_end_; }
  // The list has update-grub's options, from which its stanzas are made.
  bool has_options() const { return options_begin_ < options_end_; }
  // Value of "# NAME=VALUE"; nothing when the option is not there.
  std::optional<std::string> option(std::string_view name) const;
  // All of them, where the option stands there more than once; empty when it does not.
  std::vector<std::string> option_values(std::string_view name) const;
  // Names of the options, in order ("kopt", "kopt_6_1", "groot", …).
  std::vector<std::string> option_names() const;
  // Sets every line of that option; when there is none, adds one before the end of the options.
  // Only the value changes. True when a byte did. False as well when there is no list of options.
  bool set_option(std::string_view name, std::string_view value);

  std::vector<Stanza> stanzas() const;
  // The first line of a stanza with this command; nothing when it has none.
  std::optional<size_t> find(const Stanza& stanza, std::string_view command) const;
  // Changes one argument and nothing else on the line; true when it was another before.
  bool set_argument(size_t line, size_t index, std::string_view value);
  // Takes out an argument with the separator before it.
  void remove_argument(size_t line, size_t index);
  void append_argument(size_t line, std::string_view value);
  // Line numbers of the automagic list, options and markers left out.
  std::vector<size_t> automagic_lines() const;
  // Behind the options and before the end of the list: what replace_stanzas() replaces.
  bool is_generated(size_t line) const;
  // `text` in the place of those lines, with the line endings of the list's first line. A missing
  // end marker is added. Nothing happens when there is no list with options.
  void replace_stanzas(std::string_view text);

  // "default" before the first stanza; the first entry when there is no such line. Error as
  // nothing: the line says neither a number nor "saved".
  std::optional<DefaultEntry> default_entry() const;

private:
  void find_list();
  std::vector<MenuLine> lines_;
  size_t list_begin_ = 0, list_end_ = 0;       // the markers' lines; equal: no list
  size_t options_begin_ = 0, options_end_ = 0; // likewise
};

} // namespace netroot
