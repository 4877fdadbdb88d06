// SPDX-License-Identifier: GPL-2.0-or-later
// The plan of `netroot attach`: from a machine with a network card to a disk that partman sees.
// Every step can be run again; one whose work is done is skipped.
#pragma once
#include "system/root_dir.h"
#include "system/runner.h"
#include "system/step.h"
#include "udeb/answers.h"
#include "udeb/attach/kernel.h"
#include "udeb/attach/servers.h"
#include "udeb/attach/targets.h"
#include "udeb/module/module.h"
#include "udeb/probe/probe.h"
#include <functional>
#include <optional>
#include <string>

namespace netroot {

// debian-installer's own questions, as far as attach has to set them.
class InstallerQuestions {
public:
  virtual ~InstallerQuestions() = default;
  virtual Result<std::string> get(const std::string& question) = 0;
  virtual Outcome set(const std::string& question, const std::string& value) = 0;
};

// partman-auto(-lvm, -crypto) partitions this disk; empty: it asks.
inline constexpr char partman_disk_question[] = "partman-auto/disk";

// What is on a target, read by this very program run as `netroot probe` (udeb/probe/probe.h), which
// main() has to know.
Outcome read_disk(const RootDir& root, const TargetName& target, DiskLook& look);

// Sectors in the largest frame that really passes to the target and back through this interface, at
// the MTU that it has now. Error: nothing answers there, packet sockets cannot be had.
Result<unsigned> measure_sectors(const RootDir& root, const std::string& interface,
                                 const TargetName& target);

// What the steps share. The references outlive the plan; `chosen` is the target that the discovery
// step settled on, for those after it.
struct AttachJob {
  const RootDir& root;
  Runner& runner;
  Kernel& kernel;
  Progress& progress;
  Answers answers;
  ModuleSources module_sources;
  InstallerQuestions* questions = nullptr; // null: no debconf, partman is not led anywhere
  std::optional<Target> chosen;
  std::function<Outcome(const RootDir&, const TargetName&, DiskLook&)> look_at = read_disk;
  OpenWire open_wire = nullptr; // null: the protocol is not spoken, the driver is believed
  // The claim that a person has seen and wants gone, for netroot/takeover; empty: whichever is
  // there.
  std::string claim_seen = {};
  std::function<Result<unsigned>(const RootDir&, const std::string&, const TargetName&)> measure =
      measure_sectors;

  // The chosen target as it is now. Error: none was chosen, or it has gone.
  Result<Target> present();
};

// Below this, Debian cannot be installed.
inline constexpr unsigned long long smallest_target = 1ull << 30;
// What an msdos label, the only one that GRUB legacy reads, addresses: 32-bit sector numbers.
inline constexpr unsigned long long msdos_reach = 1ull << 41;

// `job` outlives the plan. For take_back() the same plan is used, in a process of its own: what the
// steps have made is noted in /run/netroot/made.
Plan plan_attach(AttachJob& job);

} // namespace netroot
