// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/packages.h"
#include "system/files.h"
#include "system/log.h"
#include "system/text.h"
#include <algorithm>

namespace netroot::bootable {
namespace {

// An emulated machine needs minutes for one package.
constexpr auto install_timeout = std::chrono::minutes(60);
constexpr char copies[] = "/var/cache/netroot";

Command in_target(const BootableInputs& inputs, std::vector<std::string> argv) {
  Command command;
  command.argv = std::move(argv);
  command.where = InTarget{inputs.target};
  command.timeout = install_timeout;
  // No debconf frontend of the target may read from the installer's.
  command.environment = {"DEBIAN_FRONTEND=noninteractive"};
  return command;
}

Command on_host(std::vector<std::string> argv) {
  Command command;
  command.argv = std::move(argv);
  command.timeout = install_timeout;
  command.hand_on_debconf = true; // apt-install and in-target ask it for proxy, locale and priority
  return command;
}

Result<bool> has(const BootableInputs& inputs, const std::string& package) {
  auto found = installed_packages(inputs, {package});
  if (!found)
    return tl::unexpected(found.error());
  return found->count(package) == 1;
}

Outcome outcome_of(const Result<Finished>& finished, const std::string& what) {
  if (finished)
    return {};
  return failure(what + " could not be installed in the target: " + finished.error().what,
                 "look at /var/log/syslog: usual reasons are a full disk, or no medium or mirror "
                 "that has the package; then run this step again");
}

// From the medium or the mirror.
Outcome install_by_name(const BootableInputs& inputs, const std::vector<std::string>& packages) {
  bool installer = exists(inputs.installer, "/bin/apt-install");
  std::vector<std::string> argv = {"apt-get", "-q", "-y", "--no-remove", "install"};
  if (installer)
    argv = {"apt-install"};
  argv.insert(argv.end(), packages.begin(), packages.end());
  return outcome_of(inputs.runner.must(installer ? on_host(argv) : in_target(inputs, argv)),
                    join(packages, " and "));
}

Outcome copy_into_target(const BootableInputs& inputs, const char* carried,
                         const std::string& copy) {
  auto bytes = read_file(inputs.installer, carried);
  if (!bytes)
    return tl::unexpected(bytes.error());
  auto made = make_dirs(inputs.target, copies);
  return made ? atomic_save(inputs.target, copy, *bytes) : made;
}

// apt-get, not dpkg: dependencies come from the medium or the mirror.
Outcome apt_get_install(const BootableInputs& inputs, const std::string& file,
                        const std::string& package) {
  std::vector<std::string> argv = {"apt-get", "-q", "-y", "--no-remove", "--allow-downgrades",
                                   "install", file};
  if (exists(inputs.installer, "/bin/in-target")) {
    argv.insert(argv.begin(), {"in-target", "env", "DEBIAN_FRONTEND=noninteractive"});
    return outcome_of(inputs.runner.must(on_host(argv)), package);
  }
  return outcome_of(inputs.runner.must(in_target(inputs, argv)), package);
}

enum class Copy { Keep, TakeAway };

Outcome install_carried(const BootableInputs& inputs, const char* carried,
                        const std::string& package, Copy afterwards) {
  std::string copy = std::string(copies) + "/" + package + ".deb";
  if (auto copied = copy_into_target(inputs, carried, copy); !copied)
    return because(copied.error(), package + " could not be copied into the target");
  auto outcome = apt_get_install(inputs, copy, package);
  return outcome && afterwards == Copy::TakeAway ? remove_file(inputs.target, copy) : outcome;
}

Outcome install_netroot_now(const BootableInputs& inputs) {
  if (exists(inputs.installer, carried_netroot))
    return install_carried(inputs, carried_netroot, "netroot", Copy::TakeAway);
  return install_by_name(inputs, {"netroot"});
}

Result<std::string> real_version_known_to_apt(const BootableInputs& inputs) {
  auto shown = inputs.runner.run(in_target(inputs, {"apt-cache", "show", "grub-legacy"}));
  if (!shown)
    return tl::unexpected(shown.error());
  return real_grub_legacy_version(shown->out);
}

Outcome install_grub_legacy_now(const BootableInputs& inputs) {
  auto version = real_version_known_to_apt(inputs);
  if (!version)
    return tl::unexpected(version.error());
  if (!version->empty())
    return install_by_name(inputs, {"grub-legacy=" + *version});
  if (exists(inputs.installer, carried_grub_legacy))
    // Kept: from Debian 13 on no archive of the installed system's has it, if it ever gets lost.
    return install_carried(inputs, carried_grub_legacy, "grub-legacy", Copy::Keep);
  return failure(
      "no source has GRUB legacy: since version 0.97-83 the package grub-legacy is an empty "
      "one that brings grub-pc",
      std::string("put Debian 12's grub-legacy (0.97-80) on the medium, or save its .deb as ") +
          carried_grub_legacy + " in the installer, and run this step again");
}

// An empty transitional package may stand under the name: the program tells.
Result<bool> grub_legacy_is_there(const BootableInputs& inputs) {
  auto package = has(inputs, "grub-legacy");
  if (!package || !*package)
    return package;
  return exists(inputs.target, "/usr/sbin/grub");
}

Result<std::string> pin_text(const BootableInputs& inputs) {
  auto found = installed_packages(inputs, {"grub-legacy"});
  if (!found)
    return tl::unexpected(found.error());
  if (found->empty())
    return std::string();
  return "# Debian 13's grub-legacy (0.97-83 and later) is empty and would bring grub-pc, which "
         "does\n"
         "# not know how this disk is booted. Written by netroot; delete it to change boot "
         "loaders.\n"
         "Package: grub-legacy\n"
         "Pin: version " +
         found->at("grub-legacy") +
         "\n"
         "Pin-Priority: 1001\n";
}

} // namespace

Result<std::map<std::string, std::string>>
installed_packages(const BootableInputs& inputs, const std::vector<std::string>& packages) {
  std::vector<std::string> argv = {"dpkg-query", "-W", "-f",
                                   "${Package} ${db:Status-Status} ${Version}\\n"};
  argv.insert(argv.end(), packages.begin(), packages.end());
  auto finished = inputs.runner.run(in_target(inputs, argv)); // status 1: some are unknown
  if (!finished)
    return tl::unexpected(finished.error());
  if (finished->exit_status > 1)
    return failure("dpkg cannot be asked in " + inputs.target.directory().string() + ": " +
                       last_lines(finished->err, 2),
                   "install the base system first");
  std::map<std::string, std::string> found;
  for (const auto& line : lines(finished->out)) {
    auto fields = words(line);
    if (fields.size() == 3 && fields[1] == "installed")
      found[fields[0]] = fields[2];
  }
  return found;
}

std::string real_grub_legacy_version(std::string_view apt_cache_show) {
  std::string version;
  bool real = true;
  auto stanzas = lines(apt_cache_show);
  stanzas.emplace_back();            // ends the last stanza
  for (const auto& line : stanzas) { // apt-cache lists the newest first
    if (line.rfind("Version: ", 0) == 0)
      version = line.substr(9);
    else if (line.rfind("Depends:", 0) == 0 || line.rfind("Pre-Depends:", 0) == 0)
      real = real && line.find(" grub-pc") == std::string::npos;
    if (!line.empty())
      continue;
    if (real && !version.empty())
      return version;
    version.clear();
    real = true;
  }
  return {};
}

Outcome refuse_other_boot_loaders(const BootableInputs& inputs) {
  auto found = installed_packages(
      inputs, {"grub-pc", "grub2-common", "grub-efi-amd64", "lilo", "systemd-boot", "extlinux"});
  if (!found)
    return tl::unexpected(found.error());
  if (found->empty())
    return {};
  std::vector<std::string> names;
  for (const auto& [name, version] : *found)
    names.push_back(name);
  std::string list = join(names, " ");
  return failure("another boot loader is installed in the target: " + list,
                 "GRUB legacy cannot stand beside it; in a shell: in-target apt-get -y purge " +
                     list + "; then run this step again");
}

std::unique_ptr<Step> install_aoetools(const BootableInputs& inputs) {
  return step_of(
      "install aoetools in the target", [inputs] { return has(inputs, "aoetools"); },
      [inputs] { return install_by_name(inputs, {"aoetools"}); });
}

std::unique_ptr<Step> install_netroot(const BootableInputs& inputs) {
  return step_of(
      "install the package netroot in the target", [inputs] { return has(inputs, "netroot"); },
      [inputs] { return install_netroot_now(inputs); });
}

std::unique_ptr<Step> install_grub_needs(const BootableInputs& inputs) {
  const std::vector<std::string> needs = {"grub-common", "libc6-i386"};
  return step_of(
      "install what GRUB legacy depends on in the target",
      [inputs, needs]() -> Result<bool> {
        auto found = installed_packages(inputs, needs);
        if (!found)
          return tl::unexpected(found.error());
        return found->size() == needs.size();
      },
      [inputs, needs] { return install_by_name(inputs, needs); });
}

std::unique_ptr<Step> install_grub_legacy(const BootableInputs& inputs) {
  return step_of(
      "install GRUB legacy's package in the target",
      [inputs] { return grub_legacy_is_there(inputs); },
      [inputs] { return install_grub_legacy_now(inputs); });
}

std::unique_ptr<Step> keep_grub_legacy(const BootableInputs& inputs) {
  return step_of(
      "keep apt from replacing GRUB legacy by grub-pc",
      [inputs]() -> Result<bool> {
        auto text = pin_text(inputs);
        if (!text)
          return tl::unexpected(text.error());
        auto now = read_file(inputs.target, grub_pin_path);
        return !text->empty() && now && *now == *text;
      },
      [inputs]() -> Outcome {
        auto text = pin_text(inputs);
        if (!text)
          return tl::unexpected(text.error());
        return atomic_save(inputs.target, grub_pin_path, *text);
      });
}

} // namespace netroot::bootable
