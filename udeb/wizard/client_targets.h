// SPDX-License-Identifier: GPL-2.0-or-later
// Targets by our own client of the AoE protocol (udeb/aoe): the driver need not be loaded, disks
// are read without it, and a target that two servers answer for is doubted.
#pragma once
#include "udeb/attach/servers.h"
#include "udeb/wizard/target_source.h"
#include "udeb/wizard/wakeup.h"
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace netroot::wizard {

class ClientTargets : public TargetSource {
public:
  // Sockets are made anew for the look beside the caller and for each reader. `cards`: as
  // OpenWire's; `allowed`: targets that are not doubted, whoever answers. Error: no sockets can be
  // had.
  static Result<std::unique_ptr<ClientTargets>> open(const RootDir& root, OpenWire open,
                                                     std::vector<std::string> cards,
                                                     std::vector<std::string> allowed);
  ClientTargets(const ClientTargets&) = delete;
  ClientTargets& operator=(const ClientTargets&) = delete;
  // At once, whatever is being asked.
  ~ClientTargets() override;

  // Begins a look beside the caller, whose picture list() has when changes() tells. Error: why the
  // look before failed.
  Outcome ask() override;
  std::vector<Target> list() override;
  std::optional<Target> find(const TargetName& target) override;
  std::map<std::string, std::string> in_use() override;
  std::map<std::string, Remarks> remarks() override;
  Result<std::string> foreign_claim(const TargetName& target, std::chrono::milliseconds timeout,
                                    int stop) override;
  FileDescriptor changes() override;
  std::unique_ptr<TargetReader> reader() override;

private:
  friend class ClientReader;
  struct Known {
    aoe::FoundTarget found;
    Target target;
    unsigned missed = 0; // looks in a row
  };
  using Key = std::pair<unsigned, unsigned>; // shelf, slot

  ClientTargets(const RootDir& root, OpenWire open, std::vector<std::string> cards,
                std::vector<std::string> allowed, std::unique_ptr<aoe::Wire> wire);
  void run();
  void look();
  void take(const aoe::Discovery& discovery);
  // As it was last seen, else asked for by its name alone on `wire`.
  Result<aoe::FoundTarget> found(const TargetName& name, aoe::Wire& wire);
  Result<aoe::FoundTarget> ask_for(const TargetName& name, aoe::Wire& wire);

  const RootDir root_;
  const OpenWire open_;
  const std::vector<std::string> cards_, allowed_;
  const std::unique_ptr<aoe::Wire> wire_; // of the thread
  std::mutex mutex_;
  std::condition_variable wanted_;
  bool asked_ = false;
  std::string problem_; // why the last look failed
  std::map<Key, Known> known_;
  FileDescriptor tell_; // the other end of changes()
  std::atomic<bool> stopping_{false};
  Wakeup stop_;
  std::thread thread_;
};

} // namespace netroot::wizard
