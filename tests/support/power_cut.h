// SPDX-License-Identifier: GPL-2.0-or-later
// A power cut at every disk call of an operation in turn.
//
//   size_t states = for_each_power_cut(
//       machine.path(),                                      // a folder that plays the machine
//       [](const RootDir& root) { REQUIRE(correct_boot_files(setup_on(root))); },
//       [](const RootDir& root, const std::string& story) {  // after the cut, each time
//         INFO(story);
//         CHECK(is_old_or_new(read_file(root, "/boot/grub/menu.lst")));
//       });
//   CHECK(states > 5);
//
// The operation runs once, to its end, on a copy of the folder; the folder itself stays as it is.
// After each call it makes through disk_calls(), and before the first, everything is collected that
// the disk may hold if the power goes at that moment (tests/support/disk_model.h says what). Each
// different state is then made real in a folder of its own and given to `check` with its story
// ("after call 5, rename to …; not on disk: …"); `check` may change it, for instance run the
// operation again. A state that may be found at several moments is checked once and has the story
// of the last one, so those that begin with "at the end" are what may be left when the power goes
// after the operation returned.
//
// What a process that the operation starts writes by itself (update-grub) counts as on disk by the
// next call. FailingDisk can be put in place first, to have a call fail in the run.
#pragma once
#include "system/root_dir.h"
#include <filesystem>
#include <functional>
#include <string>

namespace netroot::test {

// Returns how many states were checked; at least two for an operation that changes something.
size_t for_each_power_cut(
    const std::filesystem::path& machine_folder,
    const std::function<void(const RootDir& machine)>& operation,
    const std::function<void(const RootDir& machine, const std::string& story)>& check);

} // namespace netroot::test
