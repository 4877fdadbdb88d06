// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/wizard/machine.h"
#include "system/interrupt.h"
#include "system/log.h"
#include "system/text.h"
#include "udeb/aoe/owner.h"
#include "udeb/attached_disk.h"
#include "udeb/wizard/client_targets.h"
#include "udeb/wizard/kernel_targets.h"
#include "udeb/wizard/link_list.h"
#include <algorithm>
#include <ctime>
#include <iterator>

namespace netroot::wizard {

Machine::Machine(MachineInputs inputs) : inputs_(std::move(inputs)) {}

Machine::~Machine() = default;

std::unique_ptr<tui::ChoiceList> Machine::links() {
  return std::make_unique<LinkList>(inputs_.root);
}

std::vector<std::string> Machine::usual_links() {
  std::vector<std::string> with_carrier, all;
  for (const Link& link : list_links(inputs_.root)) {
    if (link.real)
      all.push_back(link.name);
    if (link.real && link.carrier)
      with_carrier.push_back(link.name);
  }
  return with_carrier.empty() ? all : with_carrier;
}

bool Machine::has_driver() {
  return inputs_.dry_run || aoe_is_loaded(inputs_.root);
}

// No list of targets is open while cards are set up.
void Machine::settle_cards(const tui::AnswerBook& book) {
  auto cards = words(book.get("netroot/interfaces"));
  auto allowed = words(book.get("netroot/allow-imposter"));
  if (cards == cards_ && allowed == allowed_)
    return;
  cards_ = std::move(cards);
  allowed_ = std::move(allowed);
  source_.reset();
}

TargetSource& Machine::source() {
  if (!source_ && inputs_.open_wire && !inputs_.dry_run) {
    auto client = ClientTargets::open(inputs_.root, inputs_.open_wire, cards_, allowed_);
    if (client)
      source_ = std::move(*client);
    else
      log::info("targets are looked for by the driver: " + client.error().what);
  }
  if (!source_)
    source_ = std::make_unique<KernelTargets>(inputs_.root, inputs_.dry_run, inputs_.probe);
  return *source_;
}

std::unique_ptr<tui::ChoiceList> Machine::targets(const tui::AnswerBook& book) {
  settle_cards(book);
  auto keep = [this](const Target& target, const Seen& seen) {
    remember(target.name.text(), seen.look.identity);
  };
  return std::make_unique<TargetList>(source(), words(book.get("netroot/interfaces")), keep);
}

void Machine::remember(const std::string& target, const DiskIdentity& identity) {
  const std::lock_guard<std::mutex> lock(mutex_);
  identities_[target] = identity;
}

tui::Work Machine::inspect(const std::string& target, std::vector<std::string>& found) {
  return [this, target, &found](Progress&) -> Outcome {
    auto name = parse_target_name(target);
    return name ? inspect(*name, found) : usage_error("\"" + target + "\" is no target's name");
  };
}

Outcome Machine::inspect(const TargetName& target, std::vector<std::string>& found) {
  if (auto attached = load_attached_disk(inputs_.root);
      attached && attached->target == target.text())
    return {}; // looked into by the run that attached it; what came since is this installation's
  DiskLook look;
  auto looked = source().reader()->look_at(target, look, probe_timeout, interrupt_descriptor());
  remember(target.text(), look.identity);
  if (!looked)
    return failure("what is on " + target.text() + " cannot be told: " + looked.error().what,
                   looked.error().hint);
  auto lines = contents_in_lines(look.contents, target.text());
  std::move(lines.begin(), lines.end(), std::back_inserter(found));
  return {};
}

// What is shown is what may be taken over, and nothing else (AttachJob::claim_seen).
tui::Work Machine::look_for_claim(const std::string& target, std::string& owner) {
  auto name = parse_target_name(target);
  if (!name || !inputs_.open_wire || inputs_.dry_run)
    return nullptr;
  return [this, name = *name, &owner](Progress&) -> Outcome {
    auto claim = source().foreign_claim(name, probe_timeout, interrupt_descriptor());
    if (!claim)
      return tl::unexpected(claim.error());
    const std::lock_guard<std::mutex> lock(mutex_);
    claims_[name.text()] = *claim;
    owner = claim->empty() ? std::string()
                           : aoe::describe_owner(*claim, static_cast<uint64_t>(std::time(nullptr)));
    return {};
  };
}

std::string Machine::claim_seen(const std::string& target) {
  const std::lock_guard<std::mutex> lock(mutex_);
  auto claim = claims_.find(target);
  return claim == claims_.end() ? std::string() : claim->second;
}

std::string Machine::describe(const std::string& target) {
  auto name = parse_target_name(target);
  auto there = name ? source().find(*name) : std::nullopt;
  if (!there)
    return {};
  DiskIdentity identity;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (auto known = identities_.find(target); known != identities_.end())
      identity = known->second;
  }
  std::string text = size_text(there->bytes);
  if (!identity.model.empty())
    text += ", " + identity.model;
  if (!identity.serial.empty())
    text += ", serial " + identity.serial;
  return there->interface.empty() ? text : text + ", through " + there->interface;
}

std::string Machine::refuse(const std::string& question, const std::string& value) {
  const auto& known = known_questions();
  if (std::find(known.begin(), known.end(), question) == known.end())
    return {};
  auto answers = to_answers({{question, value}});
  return answers ? std::string() : answers.error().hint;
}

} // namespace netroot::wizard
