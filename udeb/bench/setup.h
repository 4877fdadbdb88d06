// SPDX-License-Identifier: GPL-2.0-or-later
// From what was asked for to open disks, one for each column of the report.
#pragma once
#include "system/root_dir.h"
#include "system/step.h"
#include "udeb/aoe/packet_wire.h"
#include "udeb/bench/iscsi.h"
#include "udeb/bench/report.h"
#include "udeb/bench/safety.h"
#include "udeb/target_name.h"

namespace netroot::aoe {
class Client;
}

namespace netroot::bench {

struct Order {
  RootDir root = RootDir::host();
  TargetName target;
  std::vector<std::string> cards;    // empty: all real ones that are up
  std::chrono::milliseconds time{0}; // for each measurement
  uint64_t span = 0;                 // bytes; 0: the whole disk
  bool device = false;               // through the kernel's driver
  bool destroy = false, overwrite = false;
  std::optional<IscsiAddress> iscsi;
};

struct Bench {
  std::unique_ptr<aoe::PacketWire> wire;
  std::unique_ptr<aoe::Client> client;
  std::vector<std::unique_ptr<Disk>> disks; // as report.columns
  Report report;                            // without rows
  unsigned deep = 16;                       // requests at a time that suit the target
  std::string claim; // "claimed by shed (52:54:00:00:00:02), 2 hours ago"; empty: by nobody
  std::string iqn;   // of the iSCSI target

  Bench();
  Bench(Bench&&) noexcept;
  ~Bench();
};

// Errors: of each part (way.h, device_disk.h, iscsi.h), each with what can be done.
Result<Bench> open_bench(const Order& order);
// The part of it that speaks AoE.
Outcome add_protocol(Bench& bench, aoe::Client& client, const TargetName& target);

// What may be lost by --destroy, one for each disk that will be written to. Errors: it is in use,
// or holds something and `overwrite` is not set.
Result<std::vector<Stake>> stakes_of(Bench& bench, const Order& order);

// Each pattern on each disk in turn. Error: the first one.
Outcome run_bench(Bench& bench, const Order& order, Progress& progress);

} // namespace netroot::bench
