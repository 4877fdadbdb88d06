// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/module/module_tree.h"
#include "system/files.h"
#include "system/log.h"
#include "system/text.h"
#include "udeb/module/archive_reader.h"
#include <filesystem>

namespace netroot {
namespace {

namespace fs = std::filesystem;
constexpr size_t module_limit = 64 * 1024 * 1024;

// Module name to path below `base`, for every module there.
std::map<std::string, std::string> modules_below(const fs::path& base) {
  std::map<std::string, std::string> found;
  std::error_code error;
  const auto options = fs::directory_options::skip_permission_denied;
  for (auto entry = fs::recursive_directory_iterator(base, options, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const std::string name = module_name_of(entry->path().filename().string());
    if (!name.empty())
      found.emplace(name, entry->path().lexically_relative(base).string());
  }
  return found;
}

std::string parent_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

} // namespace

ModuleTree::ModuleTree(const RootDir& root, std::string release)
    : root_(root), release_(std::move(release)), folder_("/lib/modules/" + release_) {
  if (const auto text = read_file(root_, folder_ + "/modules.builtin"))
    for (const auto& line : lines(*text))
      builtin_.insert(module_name_of(trim(line)));
  if (const auto base = root_.follow(folder_))
    for (const auto& [name, path] : modules_below(*base))
      files_[name] = folder_ + "/" + path;
}

std::string ModuleTree::file_of(const std::string& module) const {
  const auto found = files_.find(module);
  return found == files_.end() ? "" : found->second;
}

std::string ModuleTree::vermagic() const {
  for (const auto& [name, path] : files_) {
    auto bytes = read_file(root_, path);
    if (bytes && !path.ends_with(".ko"))
      bytes = unpack(*bytes, path, module_limit);
    if (!bytes)
      continue;
    const auto info = parse_module_info(*bytes, path);
    // A module that was put here for another kernel by mistake is no measure.
    if (info && check_vermagic(*info, release_, {}, path))
      return info->vermagic;
  }
  return {};
}

Outcome ModuleTree::save(const NewModule& module) const {
  const std::string path = folder_ + "/" + module.place;
  if (auto made = make_dirs(root_, parent_of(path)); !made)
    return made;
  return atomic_save(root_, path, module.bytes);
}

Outcome ModuleTree::depmod(Runner& runner) const {
  Command command;
  command.argv = {"depmod", "-a"};
  command.timeout = std::chrono::minutes(5);
  command.where = OnRealPaths{};
  if (!root_.is_host())
    command.argv.insert(command.argv.end(), {"-b", root_.directory().string()});
  command.argv.push_back(release_);
  const auto finished = runner.must(command);
  return finished ? Outcome() : tl::unexpected(finished.error());
}

Result<std::vector<std::string>> ModuleTree::install(Runner& runner,
                                                     const std::vector<NewModule>& modules) const {
  std::vector<std::string> paths, fresh;
  Outcome result;
  for (const auto& module : modules) {
    paths.push_back(folder_ + "/" + module.place);
    if (!exists(root_, paths.back()))
      fresh.push_back(paths.back());
    if (result = save(module); !result)
      break;
  }
  if (result)
    result = depmod(runner);
  if (result)
    return paths;
  for (const auto& path : fresh)
    if (auto removed = remove_file(root_, path); !removed)
      log::warning(removed.error().text());
  return because(result.error(), "the module could not be installed");
}

} // namespace netroot
