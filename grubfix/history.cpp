// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/history.h"
#include "system/file_tree.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>

namespace netroot {
namespace {

std::string folder_of(const std::string& number) {
  return std::string(history_folder) + "/" + number;
}

std::string about_path(const std::string& number) {
  return folder_of(number) + "/about";
}

bool is_complete(const RootDir& root, const std::string& number) {
  return exists(root, about_path(number));
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

Outcome keep(const RootDir& root, const std::string& folder, const std::string& path,
             const std::optional<std::string>& bytes) {
  if (!bytes)
    return {};
  std::string copy = folder + path;
  if (auto made = make_dirs(root, std::filesystem::path(copy).parent_path().string()); !made)
    return made;
  return atomic_save(root, copy, *bytes, {0600});
}

// Records cut short by a power cut, and those that are one too many.
Outcome prune(const RootDir& root, const std::vector<std::string>& numbers) {
  std::vector<std::string> complete;
  for (const std::string& number : numbers)
    if (is_complete(root, number))
      complete.push_back(number);
    else if (auto removed = forget_change(root, number); !removed)
      return removed;
  for (size_t i = 0; i + history_length <= complete.size(); i++)
    if (auto removed = forget_change(root, complete[i]); !removed)
      return removed;
  return {};
}

constexpr char changed[] = "changed", made[] = "made", removed[] = "removed";

const char* kind_of(const FileChange& change) {
  return !change.before ? made : !change.after ? removed : changed;
}

// One file of a record. A copy that is missing is an error: taken for "no such file before", undo
// would remove the file.
Result<FileChange> read_change(const RootDir& root, const std::string& number,
                               const std::string& kind, const std::string& path) {
  FileChange change{path, std::nullopt, std::nullopt};
  auto take = [&](const char* side, std::optional<std::string>& bytes) -> Outcome {
    auto copy = read_file(root, folder_of(number) + side + path);
    if (!copy)
      return tl::unexpected(copy.error());
    bytes = std::move(*copy);
    return {};
  };
  if (auto taken = kind == made ? Outcome() : take("/before", change.before); !taken)
    return tl::unexpected(taken.error());
  if (auto taken = kind == removed ? Outcome() : take("/after", change.after); !taken)
    return tl::unexpected(taken.error());
  return change;
}

Result<Recorded> read_record(const RootDir& root, const std::string& number,
                             const std::string& about) {
  Recorded record{number, "", "", {}};
  for (const std::string& line : lines(about)) {
    size_t blank = std::min(line.find(' '), line.size());
    std::string key = line.substr(0, blank), value = line.substr(std::min(blank + 1, line.size()));
    if (key == "reason")
      record.reason = value;
    else if (key == "time")
      record.time = value;
    else if ((key == changed || key == made || key == removed) && value.starts_with('/')) {
      auto change = read_change(root, number, key, value);
      if (!change)
        return tl::unexpected(change.error());
      record.changes.push_back(std::move(*change));
    }
  }
  return record;
}

} // namespace

Result<std::string> record_change(const RootDir& root, const std::string& reason,
                                  const std::vector<FileChange>& changes) {
  auto numbers = list_dir(root, history_folder);
  if (auto pruned = prune(root, numbers); !pruned)
    return tl::unexpected(pruned.error());
  std::string number = next_number(numbers), folder = folder_of(number);
  std::string about = "reason " + reason + "\ntime " + now_utc() + "\n";
  if (auto made = make_dirs(root, folder); !made)
    return tl::unexpected(made.error());
  for (const FileChange& change : changes) {
    about += kind_of(change) + (" " + change.path) + "\n";
    for (const auto& [side, bytes] :
         {std::pair("/before", &change.before), {"/after", &change.after}})
      if (auto saved = keep(root, folder + side, change.path, *bytes); !saved)
        return tl::unexpected(saved.error());
  }
  if (auto saved = atomic_save(root, about_path(number), about); !saved)
    return tl::unexpected(saved.error());
  return number;
}

Result<std::vector<Recorded>> read_history(const RootDir& root) {
  std::vector<Recorded> records;
  for (const std::string& number : list_dir(root, history_folder)) {
    if (!is_complete(root, number))
      continue;
    auto about = read_file(root, about_path(number));
    if (!about)
      return tl::unexpected(about.error());
    auto record = read_record(root, number, *about);
    if (!record)
      return tl::unexpected(record.error());
    records.push_back(std::move(*record));
  }
  return records;
}

Outcome forget_change(const RootDir& root, const std::string& number) {
  // "about" first: half a record must not pass for a whole one
  if (auto removed = remove_file(root, about_path(number)); !removed)
    return removed;
  return remove_tree(root, folder_of(number));
}

} // namespace netroot
