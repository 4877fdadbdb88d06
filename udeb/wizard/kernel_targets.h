// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once
#include "udeb/wizard/target_source.h"

namespace netroot::wizard {

// Targets by the kernel's aoe driver: /dev/etherd/discover, sysfs, and the disks' own nodes, which
// a process of its own reads (udeb/probe/probe.h).
class KernelTargets : public TargetSource {
public:
  // A silent one asks nothing (a dry run). `probe` is the program that reads disks.
  KernelTargets(const RootDir& root, bool silent,
                std::vector<std::string> probe = {"/proc/self/exe", "probe"})
      : root_(root), silent_(silent), probe_(std::move(probe)) {}
  Outcome ask() override;
  std::vector<Target> list() override { return list_targets(root_); }
  std::optional<Target> find(const TargetName& target) override {
    return find_target(root_, target);
  }
  std::map<std::string, std::string> in_use() override;
  FileDescriptor changes() override;
  std::unique_ptr<TargetReader> reader() override;

private:
  const RootDir root_;
  const bool silent_;
  const std::vector<std::string> probe_;
};

} // namespace netroot::wizard
