// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/wizard/kernel_targets.h"
#include "system/files.h"
#include "udeb/attach/in_use.h"
#include "udeb/attach/kernel.h"
#include "udeb/attached_disk.h"
#include "udeb/probe/probe.h"

namespace netroot::wizard {
namespace {

class KernelReader : public TargetReader {
public:
  KernelReader(const RootDir& root, const std::vector<std::string>& probe)
      : root_(root), reader_(probe) {}
  Outcome look_at(const TargetName& target, DiskLook& look, std::chrono::milliseconds timeout,
                  int stop) override {
    return reader_.look_at(root_.at(target.device()).string(), look, timeout, stop);
  }
  bool hung() const override { return reader_.hung(); }

private:
  const RootDir root_;
  DiskReader reader_;
};

} // namespace

Outcome KernelTargets::ask() {
  return silent_ ? Outcome() : write_control(root_, discover_control, "\n");
}

// What an earlier run of ours attached is ours to attach again.
std::map<std::string, std::string> KernelTargets::in_use() {
  auto uses = aoe_disks_in_use(root_);
  if (auto disk = load_attached_disk(root_))
    uses.erase(disk->target);
  return uses;
}

FileDescriptor KernelTargets::changes() {
  auto events = root_.is_host() ? device_events() : Result<FileDescriptor>();
  return events ? std::move(*events) : FileDescriptor();
}

std::unique_ptr<TargetReader> KernelTargets::reader() {
  return std::make_unique<KernelReader>(root_, probe_);
}

} // namespace netroot::wizard
