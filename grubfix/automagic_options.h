// SPDX-License-Identifier: GPL-2.0-or-later
// update-grub's options as it reads them from menu.lst; for automagic.cpp.
#pragma once
#include "grubfix/menu_lst.h"

namespace netroot {

// "(single-user mode) single" gives {"(single-user mode)", "single"}.
struct Alternative {
  std::string description, options;
};

struct AutomagicOptions {
  std::string groot, defoptions, xenhopt, xenkopt;
  bool alternative = true;                   // unless "false"
  bool lock_alternative = false;             // only "true"
  bool lock_old = false;                     // only "true"
  bool memtest86 = true;                     // unless "false"
  bool savedefault = false;                  // only "true"
  bool update_default = false;               // only "true"
  std::optional<unsigned long long> howmany; // nothing: all
  std::vector<Alternative> alternatives;
};

AutomagicOptions read_automagic_options(const MenuLst& menu);
// The value of an option the way a shell's "echo $value" prints it: words with one blank between;
// the lines of an option that stands there several times are joined.
std::string option_words(const MenuLst& menu, std::string_view name, std::string_view absent);

} // namespace netroot
