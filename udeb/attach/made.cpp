// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/made.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>

namespace netroot::made {
namespace {

constexpr char path[] = "/run/netroot/made";

std::vector<std::string> notes(const RootDir& root) {
  auto text = read_file(root, path);
  return text ? lines(*text) : std::vector<std::string>{};
}

Outcome save(const RootDir& root, const std::vector<std::string>& all) {
  if (all.empty())
    return remove_file(root, path);
  if (auto made = make_dirs(root, "/run/netroot"); !made)
    return made;
  return atomic_save(root, path, join(all, "\n") + "\n");
}

} // namespace

Outcome add(const RootDir& root, const std::string& kind, const std::string& value) {
  auto all = notes(root);
  std::string note = kind + " " + value;
  if (std::find(all.begin(), all.end(), note) != all.end())
    return {};
  all.push_back(note);
  return save(root, all);
}

std::vector<std::string> list(const RootDir& root, const std::string& kind) {
  std::vector<std::string> values;
  for (const std::string& note : notes(root))
    if (note.rfind(kind + " ", 0) == 0)
      values.push_back(note.substr(kind.size() + 1));
  return values;
}

Outcome forget(const RootDir& root, const std::string& kind) {
  auto all = notes(root);
  auto is_kind = [&](const std::string& note) { return note.rfind(kind + " ", 0) == 0; };
  all.erase(std::remove_if(all.begin(), all.end(), is_kind), all.end());
  return save(root, all);
}

Outcome forget(const RootDir& root, const std::string& kind, const std::string& value) {
  auto all = notes(root);
  std::erase(all, kind + " " + value);
  return save(root, all);
}

} // namespace netroot::made
