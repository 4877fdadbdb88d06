// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "system/log.h"
#include "system/text.h"
#include "udeb/attach/local_disks.h"
#include "udeb/attach/steps.h"
#include <algorithm>

namespace netroot {
namespace {

// In /run: gone with the installer's boot, and read by udevd like those of packages.
constexpr char rules_folder[] = "/run/udev/rules.d";
constexpr char alias_rules[] = "/run/udev/rules.d/61-netroot-alias.rules";

// udev makes and removes the links with the partitions, so they keep step with the partitioner.
// They are symbolic: with a hard link parted would list the disk twice.
std::string alias_rule_text(const Target& target, const std::string& alias) {
  std::string kernel = "SUBSYSTEM==\"block\", KERNEL==\"etherd/" + target.name.text();
  return "# Made by netroot attach.\n" + kernel + "\", SYMLINK+=\"" + alias + "\"\n" + kernel +
         "p[0-9]*\", SYMLINK+=\"" + alias + "%n\"\n";
}

bool leads_to(const RootDir& root, const std::string& link, const std::string& device) {
  auto real = root.follow(link);
  return read_symlink(root, link) && real && *real == root.at(device);
}

// A link of ours to an AoE disk that was attached before; udev moves it with the rule.
bool is_our_link(const RootDir& root, const std::string& link) {
  auto points_to = read_symlink(root, link);
  return points_to && exists(root, alias_rules) && points_to->rfind("etherd/", 0) == 0;
}

} // namespace

std::string PresentDisk::text() const {
  std::string text = "let udev and the installer know the disk";
  if (job_.answers.alias.empty())
    return text;
  return text + ", with /dev/" + job_.answers.alias + " as another name for it" +
         (job_.answers.alias_insisted ? "" : " if that is free");
}

Result<bool> PresentDisk::done() {
  auto target = job_.present();
  if (!target)
    return tl::unexpected(target.error());
  if (!settle_alias(*target) || !check_rules(*target))
    return false; // run() says why
  const std::string& alias = job_.answers.alias;
  if (alias.empty())
    return !exists(job_.root, alias_rules);
  auto rule = read_file(job_.root, alias_rules);
  return rule && *rule == alias_rule_text(*target, alias) &&
         leads_to(job_.root, "/dev/" + alias, target->name.device());
}

Outcome PresentDisk::run() {
  auto target = job_.present();
  if (!target)
    return tl::unexpected(target.error());
  if (!job_.answers.alias.empty()) {
    job_.progress.note("looking for disks of this machine's own");
    detect_local_disks(job_.root, job_.runner);
  }
  if (auto settled = settle_alias(*target); !settled)
    return settled;
  if (auto ruled = write_alias_rule(*target); !ruled)
    return ruled;
  if (auto read = job_.kernel.reread_partitions(job_.root.at(target->name.device()).string());
      !read)
    return read;
  if (auto applied = apply_rules(); !applied)
    return applied;
  if (auto known = check_rules(*target); !known)
    return known;
  const std::string alias = "/dev/" + job_.answers.alias;
  if (!job_.answers.alias.empty() && !leads_to(job_.root, alias, target->name.device()))
    return failure("udev did not make " + alias, "Look into the log for messages of udevd, or set "
                                                 "netroot/alias to none.");
  return {};
}

bool PresentDisk::alias_is_taken(const Target& target) const {
  const std::string device = "/dev/" + job_.answers.alias;
  bool in_the_way = exists(job_.root, device) && !is_our_link(job_.root, device) &&
                    !leads_to(job_.root, device, target.name.device());
  return in_the_way || exists(job_.root, "/sys/block/" + job_.answers.alias);
}

// A partitioner that was told the name means the network disk by it: left without the alias it
// would take the other disk.
Result<bool> PresentDisk::alias_is_insisted_on() {
  if (job_.answers.alias_insisted || !job_.questions)
    return job_.answers.alias_insisted;
  auto disk = job_.questions->get(partman_disk_question);
  if (!disk)
    return tl::unexpected(disk.error());
  auto disks = words(*disk);
  return std::find(disks.begin(), disks.end(), "/dev/" + job_.answers.alias) != disks.end();
}

// The name that nobody asked for is given up when another disk has it.
Outcome PresentDisk::settle_alias(const Target& target) {
  if (job_.answers.alias.empty() || !alias_is_taken(target))
    return {};
  const std::string taken =
      "/dev/" + job_.answers.alias + " is taken by another disk of this machine";
  auto insisted = alias_is_insisted_on();
  if (!insisted)
    return tl::unexpected(insisted.error());
  if (*insisted)
    return failure("the name " + taken,
                   "Set netroot/alias to a free name, such as sdz, or to none; where " +
                       std::string(partman_disk_question) + " has that name, set it to " +
                       target.name.device() + ".");
  log::info(taken + ": the network disk gets no second name");
  job_.progress.note(taken + ": going on without a second name");
  job_.answers.alias.clear();
  return {};
}

Outcome PresentDisk::write_alias_rule(const Target& target) {
  if (job_.answers.alias.empty())
    return remove_file(job_.root, alias_rules);
  if (auto made = make_dirs(job_.root, rules_folder); !made)
    return made;
  return atomic_save(job_.root, alias_rules, alias_rule_text(target, job_.answers.alias));
}

Outcome PresentDisk::apply_rules() {
  const std::vector<std::vector<std::string>> commands = {
      {"udevadm", "control", "--reload"},
      {"udevadm", "trigger", "--action=change", "--subsystem-match=block"},
      {"udevadm", "settle", "--timeout=30"}};
  for (const auto& argv : commands)
    if (auto finished = must(argv); !finished)
      return tl::unexpected(finished.error());
  return {};
}

// The same question that list-devices asks, and by it disk-detect and the rest of the installer.
Outcome PresentDisk::check_rules(const Target& target) {
  auto info =
      must({"udevadm", "info", "--query=property", "--path=/block/etherd!" + target.name.text()});
  if (!info)
    return tl::unexpected(info.error());
  if (("\n" + info->out).find("\nID_TYPE=disk\n") == std::string::npos)
    return failure("udev does not know " + target.name.device() + " as a disk",
                   "The rules file 60-netroot-aoe.rules of the package netroot-disk is missing in "
                   "/usr/lib/udev/rules.d.");
  return {};
}

Outcome PresentDisk::undo() {
  if (!exists(job_.root, alias_rules))
    return {};
  if (auto removed = remove_file(job_.root, alias_rules); !removed)
    return removed;
  return apply_rules();
}

} // namespace netroot
