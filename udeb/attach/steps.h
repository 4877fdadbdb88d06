// SPDX-License-Identifier: GPL-2.0-or-later
// The steps of plan_attach(), in their order. Each holds a reference to the job.
#pragma once
#include "udeb/aoe/claim.h"
#include "udeb/attach/attach.h"
#include "udeb/attach/claim_note.h"
#include "udeb/attach/links.h"
#include "udeb/attached_disk.h"

namespace netroot {

class AttachStep : public Step {
public:
  explicit AttachStep(AttachJob& job) : job_(job) {}

protected:
  // A program of the installer; error when it fails.
  Result<Finished> must(std::vector<std::string> argv) const {
    Command command;
    command.argv = std::move(argv);
    return job_.runner.must(command);
  }
  AttachJob& job_;
};

// 1. The driver: LoadAoeModule, with a note of it for undo.
class LoadDriver : public AttachStep {
public:
  explicit LoadDriver(AttachJob& job);
  std::string text() const override;
  Result<bool> done() override;
  Outcome run() override;
  Outcome undo() override;

private:
  LoadAoeModule module_;
};

// 2. Interfaces up, carrier awaited, the driver kept to them when they were named.
class RaiseLinks : public AttachStep {
public:
  using AttachStep::AttachStep;
  std::string text() const override;
  Result<bool> done() override;
  Outcome run() override;
  Outcome undo() override;

private:
  Outcome raise(const std::vector<Link>& links);
  Outcome raise(const std::string& name);
  Outcome lower(const std::string& name);
  Outcome await_carrier();
  Outcome restrict_driver();
  Outcome release_driver();
};

// Only with netroot/target-map: what "auto" means for this machine. The network is up by now, so
// that the map can come from a server.
class LookUpTarget : public AttachStep {
public:
  using AttachStep::AttachStep;
  std::string text() const override;
  Result<bool> done() override;
  Outcome run() override;

private:
  Result<std::string> fetch() const;
  bool settled_ = false; // by the map
};

// 3. The target found: the wanted one, or the only one that answers.
class DiscoverTarget : public AttachStep {
public:
  using AttachStep::AttachStep;
  std::string text() const override;
  Result<bool> done() override;
  Outcome run() override;

private:
  bool is_auto() const { return job_.answers.target == "auto"; }
  std::vector<Target> answering() const;
  Result<std::vector<Target>> with_those_of_the_protocol() const;
  Outcome settle();
  Outcome choose(const std::vector<Target>& targets);
  void warn_of_size(const Target& target);
  Error nothing_found() const;
};

// 3a. A target that two servers answer for, or that is another disk through another card: refused
// unless netroot/allow-imposter names it. Only where the protocol can be spoken.
class RefuseImposter : public AttachStep {
public:
  using AttachStep::AttachStep;
  std::string text() const override;
  Result<bool> done() override;
  Outcome run() override;

private:
  Result<std::vector<std::string>> doubts_about(const TargetName& target) const;
};

// 3b. What is on the target would be lost: refused unless netroot/overwrite allows it, or the disk
// was attached by an earlier run. A blank disk is taken without a word.
class KeepData : public AttachStep {
public:
  using AttachStep::AttachStep;
  std::string text() const override;
  Result<bool> done() override;
  Outcome run() override;
};

// 3c. Who has the target, said on it: its config string names this machine (udeb/aoe/claim.h). One
// that another machine has claimed is refused unless netroot/takeover says otherwise; an earlier
// claim of this machine, known by its cards, is no obstacle. A target that keeps no string goes
// without, which is said. The claim stays after the installation; undo takes it back.
class ClaimTarget : public AttachStep {
public:
  using AttachStep::AttachStep;
  std::string text() const override;
  Result<bool> done() override;
  Outcome run() override;
  Outcome undo() override;

private:
  Outcome claim(aoe::Client& client, const aoe::FoundTarget& target);
  Result<aoe::Claim> claim_or_take_over(aoe::Client& client, const aoe::FoundTarget& target,
                                        const aoe::Owner& us);
  bool may_take_over(const std::string& claim) const;
  Error is_claimed(const aoe::FoundTarget& target, const std::string& claim) const;
  aoe::Owner owner(const aoe::Wire& wire, const aoe::FoundTarget& target) const;
  void settle_other(const NotedClaim& other, bool replaced);
  Result<std::string> release(const NotedClaim& noted);
};

// The kind of made.h's note of a reservation: "reserve e0.0 ens3,ens4 MAC,MAC".
inline constexpr char reserve_note[] = "reserve";

// 3d. Only with netroot/reserve: the target carries out commands of the chosen cards alone
// (udeb/aoe/reserve.h). Stays after the installation; undo takes it back.
class ReserveTarget : public AttachStep {
public:
  using AttachStep::AttachStep;
  std::string text() const override;
  Result<bool> done() override;
  Outcome run() override;
  Outcome undo() override;

private:
  Outcome reserve(aoe::Client& client, const aoe::FoundTarget& target);
  Outcome release_all(const std::vector<std::string>& notes);
  Outcome release(const TargetName& target, const std::vector<std::string>& cards,
                  const std::vector<std::string>& macs);
};

// 3e. How large the frames are: the MTU of the target's interfaces, and the driver told of it.
// Raised before anybody reads from the disk; an MTU lowered later would end it. What was decided is
// kept for the installed system by RecordDisk.
class SetMtu : public AttachStep {
public:
  using AttachStep::AttachStep;
  std::string text() const override;
  Result<bool> done() override;
  Outcome run() override;
  Outcome undo() override;

private:
  Outcome await_ways();
  Result<unsigned> decide(const Link& link);
  Result<unsigned> raise_and_measure(const Link& link);
  Outcome set(const Link& link, unsigned mtu);
  Outcome await_carrier(const std::string& interface);
  Outcome tell_driver(bool changed);
};

// 3f. The driver's patience. Its own ends after three minutes, and with it the disk for good.
class GivePatience : public AttachStep {
public:
  using AttachStep::AttachStep;
  std::string text() const override;
  Result<bool> done() override;
  Outcome run() override;
  Outcome undo() override;
};

// 4. The disk made known: udev rules read, partition table read, alias links.
class PresentDisk : public AttachStep {
public:
  using AttachStep::AttachStep;
  std::string text() const override;
  Result<bool> done() override;
  Outcome run() override;
  Outcome undo() override;

private:
  bool alias_is_taken(const Target& target) const;
  Result<bool> alias_is_insisted_on();
  Outcome settle_alias(const Target& target);
  Outcome write_alias_rule(const Target& target);
  Outcome apply_rules();
  Outcome check_rules(const Target& target);
};

// The kind of made.h's note of the value that LeadPartman wrote.
inline constexpr char partman_note[] = "partman-disk";

// partman-auto/disk names the /dev/etherd path. The value that this step wrote, and no other, is
// ours: another target takes its place, undo puts back what was there. Only with debconf; undo
// without it says what stays.
class LeadPartman : public AttachStep {
public:
  using AttachStep::AttachStep;
  std::string text() const override;
  Result<bool> done() override;
  Outcome run() override;
  Outcome undo() override;

private:
  bool is_ours(const std::string& disk) const;
  bool is_to_be_led(const std::string& disk) const;
  Outcome note(const std::string& before, const std::string& disk);
};

// 5. The watchdog for the driver's stalls.
class StartWatchdog : public AttachStep {
public:
  using AttachStep::AttachStep;
  std::string text() const override;
  Result<bool> done() override;
  Outcome run() override;
  Outcome undo() override;
};

// /run/netroot/disk, by which the other menu items go.
class RecordDisk : public AttachStep {
public:
  using AttachStep::AttachStep;
  std::string text() const override;
  Result<bool> done() override;
  Outcome run() override;
  Outcome undo() override;

private:
  Result<AttachedDisk> found();
};

} // namespace netroot
