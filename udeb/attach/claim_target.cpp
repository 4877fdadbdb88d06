// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "system/log.h"
#include "system/text.h"
#include "udeb/attach/steps.h"
#include <algorithm>
#include <ctime>

namespace netroot {
namespace {

using aoe::ClaimState;

uint64_t now() {
  return static_cast<uint64_t>(std::time(nullptr));
}

// debian-installer's is "(none)" until netcfg has asked for it.
std::string host_name(const RootDir& root) {
  auto name = read_line(root, "/proc/sys/kernel/hostname");
  return name && !name->empty() && *name != "(none)" ? *name : "debian-installer";
}

std::vector<std::string> names_of(const std::vector<aoe::Card>& cards) {
  std::vector<std::string> names;
  for (const aoe::Card& card : cards)
    names.push_back(card.name);
  return names;
}

void tell(AttachJob& job, const std::string& text) {
  log::warning(text);
  job.progress.note(text);
}

} // namespace

std::string ClaimTarget::text() const {
  return job_.answers.takeover ? "claim the target for this machine, even if another one has it"
                               : "claim the target for this machine";
}

// Whether a claim of an earlier run is still there is asked each time: a server that was started
// anew has forgotten it.
Result<bool> ClaimTarget::done() {
  return !job_.answers.claim;
}

Outcome ClaimTarget::run() {
  auto target = job_.present();
  if (!target)
    return tl::unexpected(target.error());
  auto wire = job_.open_wire(job_.answers.interfaces);
  if (!wire) {
    tell(job_, target->name.text() + " is not claimed: " + wire.error().what);
    return {};
  }
  aoe::Client client(**wire);
  auto found = find_by_protocol(client, target->name);
  if (!found)
    return failure("target " + target->name.text() + " cannot be claimed: " + found.error().what,
                   found.error().hint);
  const auto before = noted_claim(job_.root);
  auto claimed = claim(client, *found);
  if (before && !(before->target == target->name))
    settle_other(*before, claimed.has_value());
  return claimed;
}

aoe::Owner ClaimTarget::owner(const aoe::Wire& wire, const aoe::FoundTarget& target) const {
  if (auto noted = noted_claim(job_.root); noted && noted->target == target.name)
    return noted->owner;
  return {host_name(job_.root), wire.cards()[target.paths.front().path.card].mac, now(),
          aoe::make_claim_id()};
}

// Noted first: a note of a claim that was not made does no harm, since only our own is released.
Outcome ClaimTarget::claim(aoe::Client& client, const aoe::FoundTarget& target) {
  const std::string name = target.name.text();
  const aoe::Owner us = owner(client.wire(), target);
  if (auto noted = note_claim(job_.root, {target.name, names_of(client.wire().cards()), us});
      !noted)
    return noted;
  auto claim = claim_or_take_over(client, target, us);
  if (!claim)
    return tl::unexpected(claim.error());
  if (claim->state == ClaimState::Taken) {
    log::info(name + " is claimed: " + us.text());
    return {};
  }
  if (auto forgotten = forget_claim(job_.root); !forgotten)
    return forgotten;
  if (claim->state == ClaimState::Held)
    return tl::unexpected(is_claimed(target, claim->string));
  tell(job_, name + " keeps no claim (" + claim->string +
                 "): nothing on it tells other installers that it is taken");
  return {};
}

// Each server may hold another claim, so what was met is taken over one by one.
Result<aoe::Claim> ClaimTarget::claim_or_take_over(aoe::Client& client,
                                                   const aoe::FoundTarget& target,
                                                   const aoe::Owner& us) {
  auto claim = aoe::claim_target(client, target, us);
  for (size_t tries = 0; tries < target.paths.size(); ++tries) {
    if (!claim || claim->state != ClaimState::Held || !may_take_over(claim->string))
      return claim;
    log::info(target.name.text() + " is taken over from " +
              aoe::describe_owner(claim->string, now()));
    claim = aoe::take_over(client, target, us, claim->string);
  }
  return claim;
}

bool ClaimTarget::may_take_over(const std::string& claim) const {
  if (is_claim_of(job_.root, claim))
    return true;
  return job_.answers.takeover && (job_.claim_seen.empty() || job_.claim_seen == claim);
}

Error ClaimTarget::is_claimed(const aoe::FoundTarget& target, const std::string& claim) const {
  return {"target " + target.name.text() +
              " is claimed by another machine: " + aoe::describe_owner(claim, now()) +
              (job_.answers.takeover ? " (a claim that was made meanwhile)" : ""),
          "If that machine does not use it any more, set netroot/takeover to true (\"d-i "
          "netroot/takeover boolean true\"); otherwise name another target in netroot/target.",
          Error::Kind::Failed};
}

// A run that has taken another target in its place keeps no hand on the first one. One that was
// refused the other leaves the first as it was: the partitioner is still led there.
void ClaimTarget::settle_other(const NotedClaim& other, bool replaced) {
  if (!replaced) {
    if (!noted_claim(job_.root))
      if (auto noted = note_claim(job_.root, other); !noted)
        log::warning(noted.error().text());
    return;
  }
  auto released = release(other);
  log::info(released ? *released
                     : "the claim on " + other.target.text() + " stays: " + released.error().what);
}

Result<std::string> ClaimTarget::release(const NotedClaim& noted) {
  auto wire = job_.open_wire(noted.cards);
  if (!wire)
    return tl::unexpected(wire.error());
  aoe::Client client(**wire);
  auto found = find_by_protocol(client, noted.target);
  if (!found)
    return tl::unexpected(found.error());
  const std::string name = noted.target.text();
  auto released = aoe::release_target(client, *found, noted.owner);
  if (!released)
    return tl::unexpected(released.error());
  if (*released)
    return "the claim on " + name + " is released";
  const std::string there = claim_on(*found);
  return "the claim on " + name + " was not there any more; " +
         (there.empty() ? "the target has none" : "it is " + aoe::describe_owner(there, now()));
}

// A server that is gone must not keep the rest from being taken back: the claim stays, and so does
// the note of it.
Outcome ClaimTarget::undo() {
  auto noted = noted_claim(job_.root);
  if (!noted)
    return {};
  auto released = release(*noted);
  if (!released) {
    tell(job_, "the claim on " + noted->target.text() + " stays: " + released.error().what +
                   ". It is: " + noted->owner.text());
    return {};
  }
  log::info(*released);
  job_.progress.note(*released);
  return forget_claim(job_.root);
}

} // namespace netroot
