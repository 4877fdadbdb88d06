// SPDX-License-Identifier: GPL-2.0-or-later
// install_aoe_module(): each source in turn until one gives the module.
#include "system/files.h"
#include "system/interrupt.h"
#include "system/log.h"
#include "system/text.h"
#include "system/url.h"
#include "udeb/module/archive_index.h"
#include "udeb/module/module.h"
#include "udeb/module/package.h"
#include "udeb/module/package_files.h"
#include <algorithm>
#include <filesystem>

namespace netroot {
namespace {

using Modules = std::vector<ModuleTree::NewModule>;
struct Taken {
  Modules modules;
  std::string source;
};

std::string seen_others(const std::vector<std::string>& others) {
  return others.empty() ? "" : " (seen: the packages of " + join(others, ", ") + ")";
}

class Search {
public:
  Search(const RootDir& root, Runner& runner, const ModuleTree& tree, const ModuleSources& sources,
         Progress* progress)
      : root_(root), runner_(runner), tree_(tree), sources_(sources), progress_(progress) {
    options_.proxy = sources.proxy;
  }
  Result<Taken> run();

private:
  Result<Taken> from(ModuleSource kind);
  Result<Taken> from_media();
  Result<Taken> from_path();
  Result<Taken> from_url();
  Result<Taken> from_archive();
  Result<Taken> from_files(const PackageFiles& files, const std::string& where);
  Result<Taken> from_package(const OpenPackage& open, const PackageCheck& check,
                             const std::string& name);
  std::vector<ModuleSource> order() const;

  const RootDir& root_;
  Runner& runner_;
  const ModuleTree& tree_;
  const ModuleSources& sources_;
  Progress* progress_;
  UrlOptions options_;
};

Result<Taken> Search::from_package(const OpenPackage& open, const PackageCheck& check,
                                   const std::string& name) {
  if (progress_ != nullptr)
    progress_->note("reading " + name.substr(name.rfind('/') + 1));
  auto modules = modules_from_package(open, check, tree_, "aoe", progress_);
  if (!modules)
    return tl::unexpected(modules.error());
  return Taken{std::move(*modules), name};
}

// A damaged package may have a sound one beside it.
Result<Taken> Search::from_files(const PackageFiles& files, const std::string& where) {
  std::optional<Error> first;
  for (const auto& file : files.fitting) {
    auto taken = from_package([&file] { return open_file_source(file, file); }, {}, file);
    if (taken)
      return taken;
    log::warning(taken.error().text());
    if (!first)
      first = taken.error();
    if (was_interrupted())
      break;
  }
  if (first)
    return tl::unexpected(*first);
  return failure(
      "no linux-image-" + tree_.release() + "_*.deb " + where + seen_others(files.others),
      "Use the medium of exactly this installer, or name the .deb by netroot/module/path or "
      "netroot/module/url.");
}

Result<Taken> Search::from_media() {
  std::vector<std::string> pools;
  const auto files = packages_on_media(root_, tree_.release(), pools);
  return from_files(files, pools.empty()
                               ? "on install media: none with a pool is mounted on /cdrom, "
                                 "/hd-media or /media/*"
                               : "in " + join(pools, ", "));
}

Result<Taken> Search::from_path() {
  const std::string& path = sources_.path;
  if (path.empty())
    return usage_error("netroot/module/path is empty",
                       "Set it to a .deb, or a folder that holds it.");
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    return from_files(packages_below(path, tree_.release()), "in or below " + path);
  return from_package([&path] { return open_file_source(path, path); }, {}, path);
}

Result<Taken> Search::from_url() {
  const std::string& url = sources_.url;
  if (url.empty())
    return usage_error("netroot/module/url is empty", "Set it to the URL of the linux-image .deb.");
  if (sources_.sha256.empty() && !sources_.unchecked)
    return usage_error(
        shown_url(url) +
            " is given without netroot/module/sha256, so nothing says that it is genuine",
        "Set netroot/module/sha256 to the SHA256 of that .deb (or, on a network you trust, "
        "netroot/module/allow-unchecked to true).");
  const PackageCheck check{sources_.sha256, 0, "netroot/module/sha256"};
  return from_package([this, &url] { return open_url(url, options_); }, check, shown_url(url));
}

Result<Taken> Search::from_archive() {
  const auto keyring = archive_keyring(root_);
  if (!keyring)
    return tl::unexpected(keyring.error());
  std::optional<Error> failed;
  for (const auto& suite : sources_.archive) {
    if (progress_ != nullptr)
      progress_->note("asking " + shown_url(suite.url) + " " + suite.suite);
    const auto package =
        find_in_archive(*keyring, runner_, suite, "linux-image-" + tree_.release(), options_);
    if (package) {
      const PackageCheck check{package->sha256, package->size,
                               "the signed index of " + suite.suite};
      return from_package([this, &package] { return open_url(package->path, options_); }, check,
                          shown_url(package->path));
    }
    log::warning(package.error().text());
    if (was_interrupted())
      return tl::unexpected(package.error());
    failed =
        failed ? Error{failed->what + "; " + package.error().what, failed->hint} : package.error();
  }
  if (failed)
    return tl::unexpected(*failed);
  return failure("no archive is configured", "Choose a mirror first.");
}

Result<Taken> Search::from(ModuleSource kind) {
  switch (kind) {
  case ModuleSource::Media:
    return from_media();
  case ModuleSource::Path:
    return from_path();
  case ModuleSource::Url:
    return from_url();
  default:
    return from_archive();
  }
}

// With Auto a question that was not answered is no source.
std::vector<ModuleSource> Search::order() const {
  if (sources_.kind != ModuleSource::Auto)
    return {sources_.kind};
  std::vector<ModuleSource> kinds{ModuleSource::Media};
  if (!sources_.path.empty())
    kinds.push_back(ModuleSource::Path);
  if (!sources_.url.empty())
    kinds.push_back(ModuleSource::Url);
  kinds.push_back(ModuleSource::Mirror);
  return kinds;
}

Result<Taken> Search::run() {
  std::vector<std::string> reasons;
  Error last;
  for (const ModuleSource kind : order()) {
    auto taken = from(kind);
    // A wrong answer is told at once: a later source would hide it. After an interrupt no other is
    // wanted.
    if (taken || taken.error().kind == Error::Kind::Usage || was_interrupted())
      return taken;
    last = taken.error();
    reasons.push_back(last.what);
  }
  if (reasons.size() == 1)
    return tl::unexpected(last);
  return failure("no source has aoe.ko for kernel " + tree_.release() + ": " + join(reasons, "; "),
                 last.hint);
}

bool is_release(const std::string& text) {
  return !text.empty() && text.find_first_of("/ \t\n") == std::string::npos &&
         text.front() != '.' && text.front() != '-';
}

} // namespace

Result<std::string> running_kernel(const RootDir& root) {
  const auto line = read_line(root, "/proc/sys/kernel/osrelease");
  if (!line)
    return because(line.error(), "the running kernel's release is not known");
  return std::string(trim(*line));
}

Result<InstalledModule> install_aoe_module(const RootDir& root, Runner& runner,
                                           const std::string& kernel, const ModuleSources& sources,
                                           Progress* progress) {
  if (!is_release(kernel))
    return usage_error("\"" + kernel + "\" is no kernel release",
                       "Give it as `uname -r` prints it.");
  const ModuleTree tree(root, kernel);
  auto taken = Search(root, runner, tree, sources, progress).run();
  if (!taken)
    return tl::unexpected(taken.error());
  auto files = tree.install(runner, taken->modules);
  if (!files)
    return tl::unexpected(files.error());
  log::info("aoe.ko for kernel " + kernel + " taken from " + taken->source);
  return InstalledModule{taken->source, std::move(*files)};
}

} // namespace netroot
