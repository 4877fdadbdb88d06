// SPDX-License-Identifier: GPL-2.0-or-later
// The grub shell, grub(8), driven without a terminal. Its exit status is 0 for nearly every
// failure, so what it says is read instead.
#pragma once
#include "system/runner.h"
#include <string>
#include <string_view>

namespace netroot {

struct GrubInstall {
  Where where;               // where grub(8) runs; the paths below are as seen there
  std::string device_map;    // "/boot/grub/device.map"; must name the disk of `drive`
  std::string stage2;        // "/boot/grub/stage2", its path through the mounted file system
  std::string root;          // "(hd0,0)": the partition GRUB finds its stage files on
  std::string drive = "hd0"; // into whose MBR it goes
};

// Installs stage1 into the MBR and embeds stage1_5 behind it. `--stage2=` is given because the
// shell would else write stage2 through a partition node named disk + number ("/dev/etherd/e0.01"),
// which AoE disks do not have. Waits at most 120 s. Error: quotes the shell's "Error N: …" line and
// says what to do.
Outcome install_grub(Runner& runner, const GrubInstall& install);

// Whether GRUB finds these files on `root` of the disk, by its own file system code ("find"; what
// reads a whole file, "blocklist" or "cat", takes none above 3 MB in the shell). Paths are GRUB's
// ("/boot/vmlinuz-6.12.1"). Nothing is written; the file system should have been synced. Error: the
// first file that it does not find and why; no shell (Error::Kind::Usage).
Outcome check_grub_finds(Runner& runner, const Where& where, const std::string& device_map,
                         const std::string& disk, const std::string& root,
                         const std::vector<std::string>& files);
// The output of that, for `files`.
Outcome judge_finds(std::string_view output, const std::string& root,
                    const std::vector<std::string>& files);

// What the shell said: success is "succeeded" after the line that runs "install …" and "Done."
// after it, with stage1_5 embedded. `output` is its standard output.
Outcome judge_grub_output(std::string_view output);

} // namespace netroot
