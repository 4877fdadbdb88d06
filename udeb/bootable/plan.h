// SPDX-License-Identifier: GPL-2.0-or-later
// The plan of `netroot bootable`: an installed /target on an AoE disk becomes a system that iPXE's
// sanboot starts, for good. Every step can be run again; a step that finds its work done is
// skipped.
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include "system/runner.h"
#include "system/step.h"
#include "udeb/answers.h"
#include "udeb/attached_disk.h"
#include <optional>
#include <string_view>

namespace netroot {

// When in the installation the plan is run (`netroot bootable --stage packages|boot|finish`).
enum class BootableStage {
  // From /usr/lib/post-base-installer.d: apt works in the target, no kernel is there yet. Identity,
  // aoetools and our .deb, so that the kernel's first initramfs is right.
  Packages,
  // The menu item "Make the network disk bootable" (7350), the default: everything of Packages that
  // is missing, then the boot loader, the network's protection, the sanboot files, and the proof.
  Boot,
  // From /usr/lib/finish-install.d, after netcfg has had its last word on the network configuration
  // (55netcfg-copy-config): the protection again, and the copies in the target's
  // /var/log/installer.
  Finish,
};

// "packages", "boot", "finish"; nothing for another word.
std::optional<BootableStage> bootable_stage(std::string_view word);

struct BootableInputs {
  RootDir installer; // "/" in debian-installer, --root DIR in tests
  RootDir target;    // RootDir::target(installer.at("/target"))
  Runner& runner;    // outlives the plan
  Answers answers;
  AttachedDisk disk;
  Progress* progress = nullptr; // for notes beside the steps' texts; outlives the plan
};

// Looks at the target (which partition "/" and /boot are on, which boot loader, the disk's label)
// and returns the steps. Error: nothing is mounted on /target, its root is not on the attached
// disk, the disk has a GPT label, GRUB legacy cannot read /boot, another boot loader was installed
// (these three with GRUB legacy alone), or the target has too little room. Each names what was seen
// and what to do.
Result<Plan> plan_bootable(const BootableInputs& inputs, BootableStage stage = BootableStage::Boot);

} // namespace netroot
