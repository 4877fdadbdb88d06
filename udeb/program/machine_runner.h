// SPDX-License-Identifier: GPL-2.0-or-later
// Runs the machine's programs where the machine is: here, or chrooted into the folder that plays it
// (--root DIR), which has to have them (modprobe, udevadm, …) as the machine would. So an attach to
// that folder cannot load modules or trigger udev by this machine's programs. They get machine
// paths, without DIR in front. What is OnRealPaths runs here.
#pragma once
#include "system/runner.h"

namespace netroot {

class MachineRunner : public Runner {
public:
  explicit MachineRunner(const RootDir& root) : root_(root) {}
  Result<Finished> run(const Command& command) override {
    Command there = command;
    if (!root_.is_host() && std::holds_alternative<OnHost>(command.where))
      there.where = InTarget{root_};
    return real_.run(there);
  }

private:
  const RootDir& root_;
  ProcessRunner real_;
};

} // namespace netroot
