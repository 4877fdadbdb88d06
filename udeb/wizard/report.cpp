// SPDX-License-Identifier: GPL-2.0-or-later
// What is to be kept of an attached disk: how the machine starts from it, and the answers.
#include "grubfix/sanboot.h"
#include "system/files.h"
#include "udeb/attach/links.h"
#include "udeb/attached_disk.h"
#include "udeb/wizard/preseed_export.h"
#include "udeb/wizard/session.h"

namespace netroot::wizard {
namespace {

// Where "Make the network disk bootable" saves its own afterwards; the installer's logs are copied
// into the target from here.
constexpr char folder[] = "/var/log/netroot";
constexpr char sanboot_path[] = "/var/log/netroot/sanboot.gpxe";
constexpr char preseed_path[] = "/var/log/netroot/netroot-preseed.cfg";

constexpr char heading[] =
    "The answers of \"Attach a network disk\" (netroot " NETROOT_VERSION ").\n"
    "An installation that is given this file attaches the same disk without a question.";

std::string mac_of(const RootDir& root, const std::string& interface) {
  for (const Link& link : list_links(root))
    if (link.name == interface)
      return link.mac;
  return {};
}

// What was attached, or, in a dry run, what would be.
Result<AttachedDisk> disk_of(const MachineInputs& inputs, const std::string& wanted) {
  if (auto disk = load_attached_disk(inputs.root); disk && disk->target == wanted)
    return disk;
  auto name = parse_target_name(wanted);
  auto target = name ? find_target(inputs.root, *name) : std::nullopt;
  if (!target)
    return failure("target \"" + wanted + "\" is not there", "Attach it first.");
  return AttachedDisk{
      wanted, name->device(), {}, target->interface, mac_of(inputs.root, target->interface)};
}

Outcome save(const RootDir& root, const tui::AttachMachine::Report& report) {
  if (auto made = make_dirs(root, folder); !made)
    return made;
  if (auto saved = atomic_save(root, sanboot_path, report.sanboot); !saved)
    return saved;
  return atomic_save(root, preseed_path, report.preseed, {0600});
}

} // namespace

Result<tui::AttachMachine::Report> Machine::report(const tui::AnswerBook& book) {
  auto answers = wanted(book);
  if (!answers)
    return tl::unexpected(answers.error());
  auto disk = disk_of(inputs_, answers->answers.target);
  if (!disk)
    return tl::unexpected(disk.error());
  Sanboot how;
  how.target = disk->target;
  if (!disk->mac.empty())
    how.macs = {disk->mac};
  how.dhcp = answers->answers.sanboot_dhcp;
  RawAnswers values = own_answers(book);
  values["netroot/attach"] = "true";
  values["netroot/target"] = disk->target;
  Report report{sanboot_script(how), sanboot_path, preseed_path,
                export_preseed(heading, attach_questions(), values)};
  if (inputs_.dry_run)
    return report;
  auto saved = save(inputs_.root, report);
  return saved ? Result<Report>(report) : tl::unexpected(saved.error());
}

} // namespace netroot::wizard
