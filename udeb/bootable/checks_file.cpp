// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/checks_file.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>
#include <array>

namespace netroot::bootable {
namespace {

constexpr std::array<std::string_view, 3> level_words = {"passed", "warning", "blocking"};

std::string escaped(const std::string& text) {
  std::string line;
  for (char c : text)
    line += c == '\\' ? "\\\\" : c == '\t' ? "\\t" : c == '\n' ? "\\n" : std::string(1, c);
  return line;
}

std::string unescaped(std::string_view line) {
  std::string text;
  for (size_t i = 0; i < line.size(); ++i) {
    bool escape = line[i] == '\\' && i + 1 < line.size();
    char c = escape ? line[++i] : line[i];
    text += escape && c == 't' ? '\t' : escape && c == 'n' ? '\n' : c;
  }
  return text;
}

std::string line_of(const Check& check) {
  return std::string(level_words[static_cast<size_t>(check.level)]) + "\t" + escaped(check.name) +
         "\t" + escaped(check.text) + "\t" + escaped(check.hint) + "\n";
}

Result<Check> parse_line(const std::string& line) {
  auto fields = split(line, '\t');
  auto level = std::find(level_words.begin(), level_words.end(), fields[0]);
  if (fields.size() != 4 || level == level_words.end())
    return failure(std::string(checks_path) + ": \"" + line + "\" is no check",
                   "Run the menu item \"Make the network disk bootable\" again.");
  return Check{static_cast<Check::Level>(level - level_words.begin()), unescaped(fields[1]),
               unescaped(fields[2]), unescaped(fields[3])};
}

} // namespace

Outcome save_checks(const RootDir& installer, const std::vector<Check>& checks) {
  std::string text;
  for (const Check& check : checks)
    text += line_of(check);
  if (auto made = make_dirs(installer, "/run/netroot"); !made)
    return made;
  return atomic_save(installer, checks_path, text);
}

Result<std::vector<Check>> load_checks(const RootDir& installer) {
  std::vector<Check> checks;
  if (!exists(installer, checks_path))
    return checks;
  auto text = read_file(installer, checks_path);
  if (!text)
    return tl::unexpected(text.error());
  for (const std::string& line : lines(*text)) {
    auto check = parse_line(line);
    if (!check)
      return tl::unexpected(check.error());
    checks.push_back(*check);
  }
  return checks;
}

Outcome forget_checks(const RootDir& installer) {
  return remove_file(installer, checks_path);
}

} // namespace netroot::bootable
