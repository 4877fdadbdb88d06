// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once
#include "udeb/wizard/client_targets.h"

namespace netroot::wizard {

// Reads targets by the protocol (udeb/attach/servers.h). Never hangs: nothing of it waits in the
// kernel.
class ClientReader : public TargetReader {
public:
  explicit ClientReader(ClientTargets& targets) : targets_(targets) {}
  Outcome look_at(const TargetName& target, DiskLook& look, std::chrono::milliseconds timeout,
                  int stop) override;
  Ways ways(const TargetName& target, std::chrono::milliseconds timeout, int stop) override;
  bool hung() const override { return false; }

private:
  ClientTargets& targets_;
};

} // namespace netroot::wizard
