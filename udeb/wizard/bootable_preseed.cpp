// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/wizard/bootable_preseed.h"
#include "system/files.h"
#include "udeb/bootable/preseed_file.h"
#include "udeb/wizard/session.h"

namespace netroot::wizard {
namespace {

using bootable::preseed_path;

constexpr char heading[] = "The answers of \"Make the network disk bootable\".";

// What stands in front of our part, which is the last.
Result<std::string> others_part(const RootDir& installer) {
  if (!exists(installer, preseed_path))
    return std::string();
  auto text = read_file(installer, preseed_path);
  return text ? text->substr(0, text->find(std::string("# ") + heading)) : text;
}

} // namespace

const std::vector<PreseedQuestion>& bootable_questions() {
  static const std::vector<PreseedQuestion> all = {
      {"netroot/bootloader", "select", "grub-legacy", false},
      {"netroot/kernel-options", "string", "", false},
      {"netroot/sanboot/method", "select", "script", false},
      {"netroot/sanboot/dhcp", "boolean", "true", false},
      {"netroot/sanboot/publish", "string", "", false},
  };
  return all;
}

Outcome append_bootable_answers(const RootDir& installer, const tui::AnswerBook& book) {
  auto before = others_part(installer);
  if (!before)
    return tl::unexpected(before.error());
  if (auto made = make_dirs(installer, "/var/log/netroot"); !made)
    return made;
  return atomic_save(installer, preseed_path,
                     *before + export_preseed(heading, bootable_questions(), own_answers(book)),
                     {0600});
}

} // namespace netroot::wizard
