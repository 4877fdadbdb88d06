// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/module/package_files.h"
#include "system/files.h"
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>

namespace netroot {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view prefix = "linux-image-";
constexpr int deepest = 8; // pool/main/l/linux-signed-amd64 is 4

int hex_digit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool code = text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
                      hex_digit(text[i + 2]) >= 0;
    plain +=
        code ? static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])) : text[i];
    i += code ? 2 : 0;
  }
  return plain;
}

// Longer runs of digits count as larger numbers: enough to order the versions of one kernel
// release.
std::string sort_key(const std::string& path) {
  const std::string name = percent_decoded(path.substr(path.rfind('/') + 1));
  std::string key;
  for (size_t i = 0; i < name.size();) {
    size_t end = i;
    while (end < name.size() && std::isdigit(static_cast<unsigned char>(name[end])))
      ++end;
    if (end > i)
      key += static_cast<char>('0' + std::min<size_t>(end - i, 60));
    end = std::max(end, i + 1);
    key.append(name, i, end - i);
    i = end;
  }
  return key;
}

void search(const fs::path& folder, const std::string& release, PackageFiles& files,
            std::set<std::string>& others) {
  std::error_code error;
  const auto options = fs::directory_options::skip_permission_denied;
  for (auto entry = fs::recursive_directory_iterator(folder, options, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry.depth() >= deepest)
      entry.disable_recursion_pending();
    const std::string name = entry->path().filename().string();
    const std::string kernel = kernel_of_package(name);
    if (is_kernel_package(name, release))
      files.fitting.push_back(entry->path().string());
    else if (!kernel.empty())
      others.insert(kernel);
  }
}

// Where linux-image lies in every Debian archive, before the thousands of other folders.
const char* const usual_places[] = {"main/l/linux-signed-amd64", "main/l/linux-signed-arm64",
                                    "main/l/linux", ""};

PackageFiles search_in_turn(const std::vector<fs::path>& folders, const std::string& release) {
  PackageFiles files;
  std::set<std::string> others;
  for (const auto& folder : folders)
    if (files.fitting.empty())
      search(folder, release, files, others);
  std::sort(files.fitting.begin(), files.fitting.end(),
            [](const auto& a, const auto& b) { return sort_key(a) > sort_key(b); });
  files.others.assign(others.begin(), others.end());
  return files;
}

} // namespace

std::string kernel_of_package(std::string_view file_name) {
  const std::string name = percent_decoded(file_name);
  const auto end = name.find('_');
  const bool versioned =
      name.size() > prefix.size() && std::isdigit(static_cast<unsigned char>(name[prefix.size()]));
  if (!name.starts_with(prefix) || !name.ends_with(".deb") || end == std::string::npos ||
      !versioned)
    return {};
  return name.substr(prefix.size(), end - prefix.size());
}

bool is_kernel_package(std::string_view file_name, std::string_view release) {
  return !release.empty() && kernel_of_package(file_name) == release;
}

PackageFiles packages_below(const std::string& folder, const std::string& release) {
  return search_in_turn({folder}, release);
}

PackageFiles packages_on_media(const RootDir& root, const std::string& release,
                               std::vector<std::string>& looked_at) {
  std::vector<std::string> mounts{"/cdrom", "/hd-media"};
  for (const auto& name : list_dir(root, "/media"))
    mounts.push_back("/media/" + name);
  std::vector<fs::path> folders;
  for (const auto& mount : mounts) {
    if (!exists(root, mount + "/pool"))
      continue;
    looked_at.push_back(mount + "/pool");
    for (const char* place : usual_places)
      folders.push_back(root.at(mount + "/pool") / place);
  }
  return search_in_turn(folders, release);
}

} // namespace netroot
