// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "system/log.h"
#include "system/text.h"
#include "udeb/module/module.h"
#include "udeb/module/module_info.h"

namespace netroot {
namespace {

constexpr char loaded_module[] = "/sys/module/aoe";

bool is_builtin(const RootDir& root) {
  const auto kernel = running_kernel(root);
  const auto text = kernel ? read_file(root, "/lib/modules/" + *kernel + "/modules.builtin")
                           : Result<std::string>(failure("no kernel"));
  if (!text)
    return false;
  for (const auto& line : lines(*text))
    if (module_name_of(trim(line)) == "aoe")
      return true;
  return false;
}

} // namespace

bool aoe_is_loaded(const RootDir& root) {
  return exists(root, loaded_module) || is_builtin(root);
}

LoadAoeModule::LoadAoeModule(const RootDir& root, Runner& runner, ModuleSources sources,
                             Progress* progress)
    : root_(root), runner_(runner), sources_(std::move(sources)), progress_(progress) {}

std::string LoadAoeModule::text() const {
  return "load the kernel module aoe (from a linux-image package where the installer has none)";
}

Result<bool> LoadAoeModule::done() {
  return aoe_is_loaded(root_);
}

Outcome LoadAoeModule::modprobe() {
  Command command;
  command.argv = {"modprobe", "aoe"};
  const auto finished = runner_.must(command);
  return finished ? Outcome() : tl::unexpected(finished.error());
}

Outcome LoadAoeModule::run() {
  const auto first = modprobe();
  if (first)
    return {};
  log::info("aoe is not among the installed modules (" + first.error().what +
            "), looking for its package");
  const auto kernel = running_kernel(root_);
  if (!kernel)
    return tl::unexpected(kernel.error());
  const auto installed = install_aoe_module(root_, runner_, *kernel, sources_, progress_);
  if (!installed)
    return tl::unexpected(installed.error());
  if (auto loaded = modprobe(); !loaded)
    return because(loaded.error(), "aoe.ko from " + installed->source + " cannot be loaded");
  return {};
}

Outcome LoadAoeModule::undo() {
  if (!exists(root_, loaded_module))
    return {};
  Command command;
  command.argv = {"modprobe", "-r", "aoe"};
  const auto finished = runner_.must(command);
  if (!finished)
    return failure(finished.error().what,
                   "The driver is in use: unmount the disk and turn its swap off first.");
  return {};
}

} // namespace netroot
