// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/history.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>
#include <cstdio>
#include <ctime>

namespace netroot {
namespace {

constexpr std::string_view first_line = "netroot boot change 1";
constexpr std::string_view changed = "changed", made = "made", removed = "removed";

std::string path_of(const std::string& number) {
  return std::string(history_folder) + "/" + number;
}

std::string next_number(const std::vector<std::string>& taken) {
  unsigned long long last = 0;
  for (const std::string& name : taken)
    last = std::max(last, parse_number(name).value_or(0));
  char text[32];
  snprintf(text, sizeof text, "%06llu", last + 1);
  return text;
}

std::string now_utc() {
  std::time_t now = std::time(nullptr);
  std::tm parts{};
  char text[32] = "";
  if (gmtime_r(&now, &parts))
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

// Other files in the folder are not ours.
std::vector<std::string> numbers(const RootDir& root) {
  auto names = list_dir(root, history_folder);
  std::erase_if(names, [](const std::string& name) { return !parse_number(name); });
  return names;
}

std::string_view kind_of(const FileChange& change) {
  return !change.before ? made : !change.after ? removed : changed;
}

std::string_view take(std::string_view& text, size_t count) {
  std::string_view taken = text.substr(0, count);
  text.remove_prefix(taken.size());
  return taken;
}

std::string_view take_line(std::string_view& text) {
  std::string_view line = take(text, text.find('\n'));
  take(text, 1);
  return line;
}

// "changed 3817 4120 /boot/grub/menu.lst"; the bytes come later.
struct Announced {
  std::string_view kind, path;
  unsigned long long before = 0, after = 0;
};

std::optional<Announced> parse_announced(std::string_view line) {
  auto word = words(line);
  if (word.size() < 4 || (word[0] != changed && word[0] != made && word[0] != removed))
    return std::nullopt;
  auto before = parse_number(word[1]), after = parse_number(word[2]);
  size_t path = line.find(" /");
  if (!before || !after || path == line.npos)
    return std::nullopt;
  return Announced{line.substr(0, line.find(' ')), line.substr(path + 1), *before, *after};
}

bool take_bytes(std::string_view& text, const Announced& file, FileChange& change) {
  if (file.before > text.size() || file.after > text.size() - file.before)
    return false;
  std::string_view before = take(text, file.before), after = take(text, file.after);
  change.path = file.path;
  if (file.kind != made)
    change.before = before;
  if (file.kind != removed)
    change.after = after;
  return true;
}

} // namespace

std::string record_text(const Recorded& record) {
  std::string text =
      std::string(first_line) + "\nreason " + record.reason + "\ntime " + record.time + "\n";
  std::string bytes;
  for (const FileChange& change : record.changes) {
    std::string before = change.before.value_or(""), after = change.after.value_or("");
    text += std::string(kind_of(change)) + " " + std::to_string(before.size()) + " " +
            std::to_string(after.size()) + " " + change.path + "\n";
    bytes += before + after;
  }
  return text + "\n" + bytes;
}

std::optional<Recorded> parse_record(std::string_view text) {
  Recorded record;
  std::vector<Announced> files;
  if (text.find("\n\n") == text.npos || take_line(text) != first_line)
    return std::nullopt;
  for (std::string_view line = take_line(text); !line.empty(); line = take_line(text))
    if (line.starts_with("reason "))
      record.reason = line.substr(7);
    else if (line.starts_with("time "))
      record.time = line.substr(5);
    else if (auto file = parse_announced(line))
      files.push_back(*file);
    else
      return std::nullopt;
  for (const Announced& file : files)
    if (!take_bytes(text, file, record.changes.emplace_back()))
      return std::nullopt;
  return text.empty() ? std::optional(record) : std::nullopt;
}

Result<std::string> record_change(const RootDir& root, const std::string& reason,
                                  const std::vector<FileChange>& changes) {
  auto taken = numbers(root);
  for (size_t i = 0; i + history_length <= taken.size(); i++)
    if (auto gone = forget_change(root, taken[i]); !gone)
      return tl::unexpected(gone.error());
  Recorded record{next_number(taken), reason, now_utc(), changes};
  if (auto folder = make_dirs(root, history_folder); !folder)
    return tl::unexpected(folder.error());
  if (auto saved = atomic_save(root, path_of(record.number), record_text(record), {0600}); !saved)
    return tl::unexpected(saved.error());
  return record.number;
}

Result<std::vector<Recorded>> read_history(const RootDir& root) {
  std::vector<Recorded> records;
  for (const std::string& number : numbers(root)) {
    auto text = read_file(root, path_of(number));
    if (!text)
      return tl::unexpected(text.error());
    auto record = parse_record(*text);
    if (!record)
      return failure(path_of(number) + " is no record of a change",
                     "Move it away; the other changes can be taken back then.");
    record->number = number;
    records.push_back(std::move(*record));
  }
  return records;
}

Outcome forget_change(const RootDir& root, const std::string& number) {
  return remove_file(root, path_of(number));
}

} // namespace netroot
