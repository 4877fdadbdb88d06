// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/wizard/client_targets.h"
#include "system/text.h"
#include "udeb/aoe/bounded_wire.h"
#include "udeb/attach/in_use.h"
#include "udeb/attached_disk.h"
#include "udeb/wizard/client_reader.h"
#include <algorithm>
#include <sys/socket.h>

namespace netroot::wizard {
namespace {

constexpr unsigned most_missed = 2;

// A path names its card by number. Another wire has other cards where one came or went meanwhile.
bool have_same_cards(const aoe::Wire& one, const aoe::Wire& other) {
  return std::ranges::equal(one.cards(), other.cards(), {}, &aoe::Card::name, &aoe::Card::name);
}

} // namespace

Result<std::unique_ptr<ClientTargets>> ClientTargets::open(const RootDir& root, OpenWire open,
                                                           std::vector<std::string> cards,
                                                           std::vector<std::string> allowed) {
  auto wire = open(cards);
  if (!wire)
    return tl::unexpected(wire.error());
  return std::unique_ptr<ClientTargets>(new ClientTargets(root, std::move(open), std::move(cards),
                                                          std::move(allowed), std::move(*wire)));
}

ClientTargets::ClientTargets(const RootDir& root, OpenWire open, std::vector<std::string> cards,
                             std::vector<std::string> allowed, std::unique_ptr<aoe::Wire> wire)
    : root_(root), open_(std::move(open)), cards_(std::move(cards)), allowed_(std::move(allowed)),
      wire_(std::move(wire)), thread_([this] { run(); }) {}

ClientTargets::~ClientTargets() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  stop_.ring();
  wanted_.notify_all();
  thread_.join();
}

Outcome ClientTargets::ask() {
  const std::lock_guard<std::mutex> lock(mutex_);
  asked_ = true;
  wanted_.notify_all();
  return problem_.empty() ? Outcome() : failure(problem_);
}

void ClientTargets::run() {
  for (;;) {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      wanted_.wait(lock, [this] { return asked_ || stopping_; });
      asked_ = false;
    }
    if (stopping_)
      return;
    look();
  }
}

void ClientTargets::look() {
  aoe::BoundedWire wire(*wire_, stop_.descriptor(), aoe::Clock::time_point::max());
  aoe::Client client(wire);
  auto found = aoe::discover(client);
  const std::lock_guard<std::mutex> lock(mutex_);
  problem_ = found ? std::string() : found.error().what;
  if (!found)
    return;
  take(*found);
  if (tell_.valid())
    (void)!send(tell_.get(), "!", 1, MSG_DONTWAIT | MSG_NOSIGNAL);
}

// One that is missing once may have been missed; then it stays in the list as one that is gone, so
// that no row vanishes below the cursor.
void ClientTargets::take(const aoe::Discovery& discovery) {
  for (auto& [key, known] : known_)
    ++known.missed;
  for (const aoe::FoundTarget& found : discovery.targets)
    known_[{found.name.shelf, found.name.slot}] = {found, target_of(found, wire_->cards()), 0};
  for (auto& [key, known] : known_)
    if (known.missed >= most_missed) {
      known.target.up = false;
      known.target.state = "no answer";
    }
}

std::map<std::string, Remarks> ClientTargets::remarks() {
  std::map<std::string, Remarks> all;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& [key, known] : known_) {
      const std::string name = known.found.name.text();
      Remarks remarks;
      if (!known.found.doubts.empty() &&
          std::find(allowed_.begin(), allowed_.end(), name) == allowed_.end())
        remarks.doubt = join(aoe::describe_doubts(known.found, wire_->cards()), "; ");
      remarks.claim = claim_on(known.found);
      if (remarks != Remarks())
        all[name] = remarks;
    }
  }
  for (auto& [name, remarks] : all)
    remarks.is_ours = !remarks.claim.empty() && is_claim_of(root_, remarks.claim);
  return all;
}

Result<std::string> ClientTargets::foreign_claim(const TargetName& target,
                                                 std::chrono::milliseconds timeout, int stop) {
  auto opened = open_(cards_);
  if (!opened)
    return tl::unexpected(opened.error());
  aoe::BoundedWire wire(**opened, stop, (*opened)->now() + timeout);
  auto found = ask_for(target, wire);
  if (!found)
    return tl::unexpected(found.error());
  for (const aoe::FoundPath& path : found->paths)
    if (!path.config.string.empty() && !is_claim_of(root_, path.config.string))
      return path.config.string;
  return std::string();
}

std::vector<Target> ClientTargets::list() {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<Target> targets;
  for (const auto& [key, known] : known_)
    targets.push_back(known.target);
  return targets;
}

std::optional<Target> ClientTargets::find(const TargetName& target) {
  const std::lock_guard<std::mutex> lock(mutex_);
  auto known = known_.find({target.shelf, target.slot});
  return known == known_.end() ? std::nullopt : std::optional(known->second.target);
}

// What an earlier run of ours attached is ours to attach again.
std::map<std::string, std::string> ClientTargets::in_use() {
  auto uses = aoe_disks_in_use(root_);
  if (auto disk = load_attached_disk(root_))
    uses.erase(disk->target);
  return uses;
}

FileDescriptor ClientTargets::changes() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
    return {};
  const std::lock_guard<std::mutex> lock(mutex_);
  tell_ = FileDescriptor(ends[0]);
  return FileDescriptor(ends[1]);
}

std::unique_ptr<TargetReader> ClientTargets::reader() {
  return std::make_unique<ClientReader>(*this);
}

Result<aoe::FoundTarget> ClientTargets::found(const TargetName& name, aoe::Wire& wire) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    auto known = known_.find({name.shelf, name.slot});
    if (known != known_.end() && known->second.target.up && have_same_cards(wire, *wire_))
      return known->second.found;
  }
  return ask_for(name, wire);
}

Result<aoe::FoundTarget> ClientTargets::ask_for(const TargetName& name, aoe::Wire& wire) {
  aoe::Client client(wire);
  auto found = find_by_protocol(client, name);
  if (!found)
    return found;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (have_same_cards(wire, *wire_))
    known_[{name.shelf, name.slot}] = {*found, target_of(*found, wire.cards()), 0};
  return found;
}

} // namespace netroot::wizard
