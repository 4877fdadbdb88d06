// SPDX-License-Identifier: GPL-2.0-or-later
// The stanzas of menu.lst's automagic list, made from the options in that list and the kernels in
// /boot as update-grub(8) of GRUB legacy 0.97-80 makes them: for a file that update-grub wrote, the
// same bytes. The options themselves and everything outside the list are left as they are.
//
// Differences, on purpose: values are text and are not handed to a shell (no "$(…)" in kopt_…);
// of /etc/default/grub only a plain title= is taken; a default entry is looked for by its whole
// title first, where update-grub takes the first title that contains it; "# altoptions=" among the
// stanzas, which go, does not count.
#pragma once
#include "grubfix/installed_kernels.h"
#include "grubfix/menu_lst.h"
#include "system/root_dir.h"

namespace netroot {

struct AutomagicInput {
  const RootDir& root;
  std::vector<InstalledKernel> kernels; // in the order they are to be listed
  std::string boot_folder; // /boot in GRUB's eyes: "/boot", "" on a partition of its own
};

// Puts the stanzas into the menu, in the place of those that are there. The menu has an automagic
// list. With "# updatedefaultentry=true" the "default" line follows its entry, and goes to 0 when
// that is gone.
void regenerate_stanzas(MenuLst& menu, const AutomagicInput& input);

// Where "default saved" is used and the entry has another number now: that number. Regenerating
// does not write /boot/grub/default. `saved` is the number in that file before.
std::optional<unsigned> moved_saved_default(const MenuLst& before, const MenuLst& after,
                                            unsigned saved);

// The kernel options of a version: the longest "# kopt_X_Y=" that fits, else "# kopt=".
std::string kernel_options_for(const MenuLst& menu, const std::string& version);

} // namespace netroot
