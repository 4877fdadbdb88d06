// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/disk_model.h"
#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace netroot::test {
namespace {

constexpr size_t most_combined_names = 6, most_combined_files = 3;

Content content_of(const fs::path& path, bool follow_link) {
  struct stat about;
  if ((follow_link ? stat(path.c_str(), &about) : lstat(path.c_str(), &about)) != 0)
    throw std::runtime_error("the model of the disk misses " + path.string());
  Content content{{}, about.st_mode, about.st_uid, about.st_gid};
  if (S_ISLNK(about.st_mode))
    content.bytes = fs::read_symlink(path).string();
  if (S_ISREG(about.st_mode)) {
    std::ifstream file(path, std::ios::binary);
    content.bytes = std::string(std::istreambuf_iterator<char>(file), {});
  }
  return content;
}

Files files_in(const fs::path& folder) {
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    files[entry.path().lexically_relative(folder).string()] = content_of(entry.path(), false);
  return files;
}

std::string parent_of(const std::string& name) {
  return fs::path(name).parent_path().string();
}

// Not synced: as at the last sync, empty, half of it, half of it over the old, or all of it.
std::vector<Content> choices_for(const Content& on_disk, const Content& now) {
  std::vector<Content> choices = {on_disk};
  auto add = [&](const Content& like, std::string bytes) {
    Content choice = like;
    choice.bytes = std::move(bytes);
    if (std::find(choices.begin(), choices.end(), choice) == choices.end())
      choices.push_back(std::move(choice));
  };
  if (on_disk == now)
    return choices;
  const std::string &fresh = now.bytes.text(), &old = on_disk.bytes.text();
  size_t half = fresh.size() / 2;
  add(on_disk, "");
  add(on_disk, fresh.substr(0, half));
  add(now, fresh.substr(0, half) + (old.size() > half ? old.substr(half) : ""));
  add(now, fresh);
  return choices;
}

// Every row of choices, counted like an odometer; with too many wheels all turn together.
std::vector<std::vector<size_t>> combinations(const std::vector<size_t>& counts, bool together) {
  std::vector<std::vector<size_t>> rows;
  std::vector<size_t> row(counts.size(), 0);
  for (;;) {
    rows.push_back(row);
    bool turned = false;
    for (size_t i = 0; i < row.size() && (together || !turned); i++) {
      bool more = row[i] + 1 < counts[i];
      turned = turned || more;
      row[i] = more ? row[i] + 1 : together ? row[i] : 0;
    }
    if (!turned)
      return rows;
  }
}

} // namespace

void write_files(const Files& files, const fs::path& folder) {
  for (const auto& [name, content] : files) {
    fs::path path = folder / name;
    if (S_ISDIR(content.mode))
      fs::create_directory(path);
    else if (S_ISLNK(content.mode))
      fs::create_symlink(content.bytes.text(), path);
    else if (S_ISREG(content.mode))
      std::ofstream(path, std::ios::binary) << content.bytes.text();
    if (geteuid() == 0 && lchown(path.c_str(), content.owner, content.group) != 0)
      throw std::runtime_error("cannot give " + path.string() + " its owner");
    if (!S_ISLNK(content.mode))
      chmod(path.c_str(), content.mode & 07777);
  }
}

DiskModel::DiskModel(const fs::path& folder) : folder_(fs::canonical(folder)) {
  take_in_foreign_changes();
}

std::string DiskModel::inside(const std::string& path) const {
  std::string name = fs::path(path).lexically_relative(folder_).string();
  return name == "." ? "" : name;
}

void DiskModel::change_names(NameChange change) {
  for (const auto& [name, id] : change.sets) {
    change.unsynced.insert(parent_of(name));
    if (id)
      names_now_[name] = *id;
    else
      names_now_.erase(name);
  }
  pending_.push_back(std::move(change));
}

void DiskModel::created(const std::string& path) {
  Content content = content_of(path, false);
  files_.push_back({content, content});
  change_names({"create " + inside(path), {{inside(path), files_.size() - 1}}, {}});
}

void DiskModel::removed(const std::string& path) {
  change_names({"unlink " + inside(path), {{inside(path), std::nullopt}}, {}});
}

void DiskModel::renamed(const std::string& from, const std::string& to) {
  change_names({"rename to " + inside(to),
                {{inside(to), names_now_.at(inside(from))}, {inside(from), std::nullopt}},
                {}});
}

void DiskModel::folder_synced(const std::string& path) {
  std::vector<NameChange> still_pending;
  for (NameChange& change : pending_) {
    change.unsynced.erase(inside(path));
    if (!change.unsynced.empty()) {
      still_pending.push_back(std::move(change));
      continue;
    }
    for (const auto& [name, id] : change.sets)
      if (id)
        names_on_disk_[name] = *id;
      else
        names_on_disk_.erase(name);
  }
  pending_ = std::move(still_pending);
}

void DiskModel::opened(int file, const std::string& path) {
  open_[file] = names_now_.at(inside(path));
}

void DiskModel::changed(int file) {
  files_[open_.at(file)].now = content_of("/proc/self/fd/" + std::to_string(file), true);
}

void DiskModel::synced(int file) {
  File& synced = files_[open_.at(file)];
  synced.on_disk = synced.now;
}

void DiskModel::take_in_foreign_changes() {
  Files really = files_in(folder_);
  for (const auto& [name, content] : really) {
    auto known = names_now_.find(name);
    if (known != names_now_.end() && files_[known->second].now == content)
      continue;
    files_.push_back({content, content});
    names_now_[name] = names_on_disk_[name] = files_.size() - 1;
  }
  auto is_gone = [&](const auto& known) { return !really.contains(known.first); };
  for (auto& known : Names(names_now_))
    if (is_gone(known)) {
      names_now_.erase(known.first);
      names_on_disk_.erase(known.first);
    }
}

void DiskModel::add_states(const Names& names, const std::string& story,
                           std::vector<DiskState>& states) const {
  std::vector<std::string> found;
  std::vector<std::vector<Content>> choices;
  std::vector<size_t> counts;
  std::set<std::string> folders = {""};
  size_t unsynced = 0;
  for (const auto& [name, id] : names) {
    const File& file = files_[id];
    if (!folders.contains(parent_of(name)))
      continue;
    if (S_ISDIR(file.now.mode))
      folders.insert(name);
    found.push_back(name);
    choices.push_back(choices_for(file.on_disk, file.now));
    counts.push_back(choices.back().size());
    unsynced += counts.back() > 1;
  }
  for (const auto& row : combinations(counts, unsynced > most_combined_files)) {
    DiskState state{{}, story};
    for (size_t i = 0; i < row.size(); i++) {
      state.files[found[i]] = choices[i][row[i]];
      if (row[i] + 1 < counts[i])
        state.story += "; not wholly on disk: bytes of " + found[i];
    }
    states.push_back(std::move(state));
  }
}

// Each change of names done or not; when there are too many, each number of the first ones.
std::vector<DiskState> DiskModel::states() const {
  std::vector<DiskState> found;
  bool together = pending_.size() > most_combined_names;
  size_t rows = together ? pending_.size() + 1 : size_t{1} << pending_.size();
  for (size_t row = 0; row < rows; row++) {
    Names names = names_on_disk_;
    std::string story;
    for (size_t i = 0; i < pending_.size(); i++) {
      if (together ? i >= row : !(row >> i & 1)) {
        story += "; not on disk: " + pending_[i].text;
        continue;
      }
      for (const auto& [name, id] : pending_[i].sets)
        if (id)
          names[name] = *id;
        else
          names.erase(name);
    }
    add_states(names, story, found);
  }
  return found;
}

} // namespace netroot::test
