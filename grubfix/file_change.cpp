// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/file_change.h"
#include "system/files.h"
#include <algorithm>

namespace netroot {
namespace {

Outcome set(const RootDir& root, const std::string& path, const std::optional<std::string>& bytes) {
  return bytes ? atomic_save(root, path, *bytes) : remove_file(root, path);
}

// Backwards from the change that failed.
Outcome put_back(const RootDir& root, const std::vector<FileChange>& changes, size_t count) {
  Outcome first;
  while (count-- > 0)
    if (auto restored = set(root, changes[count].path, changes[count].before); !restored && first)
      first = restored;
  return first;
}

} // namespace

std::optional<std::string> bytes_of(const RootDir& root, const std::string& path) {
  auto bytes = read_file(root, path);
  return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
}

Outcome apply_changes(const RootDir& root, const std::vector<FileChange>& changes) {
  for (size_t i = 0; i < changes.size(); i++) {
    auto applied = set(root, changes[i].path, changes[i].after);
    if (applied)
      continue;
    // the one that failed, too: its new bytes may be there with only the folder's fsync missing
    if (auto restored = put_back(root, changes, i + 1); !restored)
      return failure(applied.error().what + "; and then: " + restored.error().what,
                     "The bytes from before are kept: grubfix undo puts them back.");
    return applied;
  }
  return {};
}

bool is_as_before(const RootDir& root, const std::vector<FileChange>& changes) {
  return std::all_of(changes.begin(), changes.end(), [&](const FileChange& change) {
    return change.before == bytes_of(root, change.path);
  });
}

Result<std::string> unified_diff(const RootDir& root, const std::vector<FileChange>& changes,
                                 Runner& runner) {
  std::string all;
  for (const FileChange& change : changes) {
    if (change.before == change.after)
      continue;
    auto real = root.follow(change.path);
    if (!real)
      return tl::unexpected(real.error());
    Command command;
    command.argv = {"diff",
                    "--unified",
                    "--label",
                    change.before ? change.path : "/dev/null",
                    "--label",
                    change.after ? change.path : "/dev/null",
                    change.before ? real->string() : "/dev/null",
                    "-"};
    command.input = change.after.value_or("");
    auto finished = runner.run(command);
    if (!finished)
      return tl::unexpected(finished.error());
    if (finished->exit_status > 1)
      return failure("diff failed: " + finished->err, "Is the package diffutils installed?");
    all += finished->out;
  }
  return all;
}

} // namespace netroot
