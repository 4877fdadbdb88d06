// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "system/disk_calls.h"
#include "system/file_descriptor.h"
#include "system/saving.h"
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace fs = std::filesystem;

namespace netroot {
namespace {

tl::unexpected<Error> cannot(const char* verb, std::string_view path) {
  int error_number = errno;
  return failure(std::string("cannot ") + verb + " " + std::string(path) + ": " +
                 errno_text(error_number));
}

Result<std::string> read_descriptor(int descriptor, std::string_view path) {
  std::string bytes;
  char buffer[65536];
  for (;;) {
    ssize_t count = read(descriptor, buffer, sizeof buffer);
    if (count == 0)
      return bytes;
    if (count < 0 && errno != EINTR)
      return cannot("read", path);
    if (count > 0)
      bytes.append(buffer, static_cast<size_t>(count));
  }
}

// A link of that name beside it, left by a power cut, is no obstacle.
Outcome replace_link(const fs::path& folder, const fs::path& link, std::string_view path,
                     const std::string& points_to) {
  DiskCalls& disk = disk_calls();
  fs::path fresh = link.string() + ".netroot-new";
  std::error_code ignored;
  if (fs::is_symlink(fs::symlink_status(fresh, ignored)))
    disk.unlink(fresh.c_str());
  if (disk.symlink(points_to.c_str(), fresh.c_str()) != 0)
    return cannot("make the link", path);
  if (disk.rename(fresh.c_str(), link.c_str()) != 0) {
    auto problem = cannot("make the link", path);
    disk.unlink(fresh.c_str());
    return problem;
  }
  if (disk.sync_folder(folder.c_str()) != 0)
    return failure("made the link " + std::string(path) +
                   ", but its folder could not be synced: " + errno_text(errno));
  return {};
}

} // namespace

Result<std::string> read_file(const RootDir& root, std::string_view path) {
  auto real = root.follow(path);
  if (!real)
    return tl::unexpected(real.error());
  FileDescriptor file(open(real->c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid())
    return cannot("read", path);
  if (has_rescue(*real)) {
    FileDescriptor rescue(open(rescue_name(*real).c_str(), O_RDONLY | O_CLOEXEC));
    if (!rescue.valid() && errno != ENOENT) // gone: the save was just completed
      return cannot("read what was saved of", path);
    if (rescue.valid())
      file = std::move(rescue);
  }
  return read_descriptor(file.get(), path);
}

Result<std::string> read_line(const RootDir& root, std::string_view path) {
  auto bytes = read_file(root, path);
  if (!bytes)
    return bytes;
  return bytes->substr(0, bytes->find('\n'));
}

std::optional<std::vector<std::string>> read_lines_in(const RootDir& root, std::string_view folder,
                                                      const std::vector<const char*>& names) {
  auto real = root.follow(folder);
  FileDescriptor opened(real ? open(real->c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC) : -1);
  if (!opened.valid())
    return std::nullopt;
  std::vector<std::string> found;
  for (const char* name : names) {
    char buffer[4096]; // an attribute of sysfs is no longer
    FileDescriptor file(openat(opened.get(), name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    ssize_t count = file.valid() ? read(file.get(), buffer, sizeof buffer) : 0;
    std::string_view text(buffer, count < 0 ? 0 : static_cast<size_t>(count));
    found.emplace_back(text.substr(0, text.find('\n')));
  }
  return found;
}

bool exists(const RootDir& root, std::string_view path) {
  auto real = root.follow(path);
  std::error_code ignored;
  return real && fs::exists(fs::symlink_status(*real, ignored));
}

bool is_block_device(const RootDir& root, std::string_view path) {
  auto real = root.follow(path);
  std::error_code ignored;
  return real && fs::is_block_file(*real, ignored);
}

std::vector<std::string> list_dir(const RootDir& root, std::string_view path) {
  std::vector<std::string> names;
  auto real = root.follow(path);
  if (!real)
    return names;
  std::error_code ignored;
  for (fs::directory_iterator entry(*real, ignored), end; !ignored && entry != end;
       entry.increment(ignored))
    names.push_back(entry->path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

Outcome make_dirs(const RootDir& root, std::string_view path) {
  auto real = root.follow(path);
  if (!real)
    return tl::unexpected(real.error());
  std::vector<fs::path> missing;
  std::error_code ignored;
  for (fs::path folder = *real; !fs::exists(folder, ignored); folder = folder.parent_path())
    missing.push_back(folder);
  for (auto folder = missing.rbegin(); folder != missing.rend(); ++folder)
    if ((disk_calls().mkdir(folder->c_str(), 0777) != 0 && errno != EEXIST) ||
        disk_calls().sync_folder(folder->parent_path().c_str()) != 0)
      return cannot("make the folder", path);
  if (!fs::is_directory(*real, ignored))
    return failure("cannot make the folder " + std::string(path) + ": " + errno_text(ENOTDIR));
  return {};
}

Outcome remove_file(const RootDir& root, std::string_view path) {
  fs::path name(path);
  auto folder = root.follow(name.parent_path().string());
  if (!folder)
    return tl::unexpected(folder.error());
  fs::path file = *folder / name.filename();
  if (disk_calls().unlink(file.c_str()) != 0)
    return errno == ENOENT || errno == ENOTDIR ? Outcome() : cannot("remove", path);
  bool gone =
      disk_calls().sync_folder(folder->c_str()) == 0 && (!has_rescue(file) || remove_rescue(file));
  return gone ? Outcome() : cannot("remove", path);
}

Outcome make_symlink(const RootDir& root, std::string_view path, const std::string& points_to) {
  fs::path name(path);
  auto folder = root.follow(name.parent_path().string());
  if (!folder)
    return tl::unexpected(folder.error());
  fs::path link = *folder / name.filename();
  std::error_code error;
  auto status = fs::symlink_status(link, error);
  if (fs::exists(status) && !fs::is_symlink(status))
    return failure(std::string(path) + " is there already and is no symbolic link",
                   "choose another name, or move it away");
  if (fs::is_symlink(status) && fs::read_symlink(link, error) == points_to)
    return {};
  return replace_link(*folder, link, path, points_to);
}

Result<std::string> read_symlink(const RootDir& root, std::string_view path) {
  fs::path name(path);
  auto folder = root.follow(name.parent_path().string());
  if (!folder)
    return tl::unexpected(folder.error());
  std::error_code error;
  fs::path points_to = fs::read_symlink(*folder / name.filename(), error);
  if (error)
    return failure(std::string(path) + " is no symbolic link");
  return points_to.string();
}

Outcome write_control(const RootDir& root, std::string_view path, std::string_view value) {
  auto real = root.follow(path);
  if (!real)
    return tl::unexpected(real.error());
  FileDescriptor node(open(real->c_str(), O_WRONLY | O_CLOEXEC));
  if (!node.valid())
    return cannot("write to", path);
  ssize_t count;
  do
    count = write(node.get(), value.data(), value.size());
  while (count < 0 && errno == EINTR);
  if (count != static_cast<ssize_t>(value.size()))
    return cannot("write to", path);
  return {};
}

Result<unsigned long long> free_bytes(const RootDir& root, std::string_view path) {
  auto real = root.follow(path);
  if (!real)
    return tl::unexpected(real.error());
  struct statvfs about;
  if (statvfs(real->c_str(), &about) != 0)
    return cannot("ask the free space of", path);
  return static_cast<unsigned long long>(about.f_bfree) * about.f_frsize;
}

} // namespace netroot
