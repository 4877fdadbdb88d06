// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/wizard/machine.h"
#include "system/interrupt.h"
#include "system/text.h"
#include "udeb/wizard/kernel_targets.h"
#include "udeb/wizard/link_list.h"
#include <algorithm>
#include <iterator>

namespace netroot::wizard {

Machine::Machine(MachineInputs inputs)
    : inputs_(std::move(inputs)),
      source_(std::make_unique<KernelTargets>(inputs_.root, inputs_.dry_run, inputs_.probe)) {}

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

std::unique_ptr<tui::ChoiceList> Machine::targets(const tui::AnswerBook& book) {
  auto keep = [this](const Target& target, const Seen& seen) {
    remember(target.name.text(), seen.look.identity);
  };
  return std::make_unique<TargetList>(*source_, words(book.get("netroot/interfaces")), keep);
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
  DiskLook look;
  auto looked = source_->reader()->look_at(target, look, probe_timeout, interrupt_descriptor());
  remember(target.text(), look.identity);
  if (!looked)
    return failure("what is on " + target.text() + " cannot be told: " + looked.error().what,
                   looked.error().hint);
  auto lines = contents_in_lines(look.contents, target.text());
  std::move(lines.begin(), lines.end(), std::back_inserter(found));
  return {};
}

std::string Machine::describe(const std::string& target) {
  auto name = parse_target_name(target);
  auto there = name ? source_->find(*name) : std::nullopt;
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
