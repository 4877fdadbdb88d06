// SPDX-License-Identifier: GPL-2.0-or-later
// The steps of plan_attach(), in their order. Each holds a reference to the job.
#pragma once
#include "udeb/attach/attach.h"
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
  Outcome settle();
  Outcome choose(const std::vector<Target>& targets);
  void warn_of_size(const Target& target);
  Error nothing_found() const;
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

// 3c. How large the frames are: the MTU of the target's interfaces, and the driver told of it.
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

// 3d. The driver's patience. Its own ends after three minutes, and with it the disk for good.
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
