// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/log.h"
#include "system/text.h"
#include "udeb/aoe/reserve.h"
#include "udeb/attach/made.h"
#include "udeb/attach/steps.h"

namespace netroot {
namespace {

using aoe::ListState;

std::vector<std::string> texts_of(const std::vector<aoe::Mac>& macs) {
  std::vector<std::string> texts;
  for (const aoe::Mac& mac : macs)
    texts.push_back(mac.text());
  return texts;
}

void tell(AttachJob& job, const std::string& text) {
  log::warning(text);
  job.progress.note(text);
}

Outcome note(const RootDir& root, const TargetName& target, const std::vector<aoe::Card>& cards) {
  std::vector<std::string> names, macs;
  for (const aoe::Card& card : cards) {
    names.push_back(card.name);
    macs.push_back(card.mac.text());
  }
  for (const std::string& older : made::list(root, reserve_note))
    if (older.starts_with(target.text() + " "))
      if (auto forgotten = made::forget(root, reserve_note, older); !forgotten)
        return forgotten;
  return made::add(root, reserve_note,
                   target.text() + " " + join(names, ",") + " " + join(macs, ","));
}

} // namespace

std::string ReserveTarget::text() const {
  return "reserve the target for this machine's network cards";
}

// Asked anew each time: a server that was started anew has forgotten it.
Result<bool> ReserveTarget::done() {
  return !job_.answers.reserve;
}

Outcome ReserveTarget::run() {
  auto target = job_.present();
  if (!target)
    return tl::unexpected(target.error());
  auto wire = job_.open_wire(job_.answers.interfaces);
  if (!wire)
    return failure(target->name.text() + " cannot be reserved: " + wire.error().what,
                   wire.error().hint);
  aoe::Client client(**wire);
  auto found = find_by_protocol(client, target->name);
  if (!found)
    return failure(target->name.text() + " cannot be reserved: " + found.error().what,
                   found.error().hint);
  if (auto noted = note(job_.root, target->name, (*wire)->cards()); !noted)
    return noted;
  if (auto reserved = reserve(client, *found); !reserved)
    return reserved;
  // A run that has taken another target in its place keeps no hand on the first one.
  auto others = made::list(job_.root, reserve_note);
  std::erase_if(others,
                [&](const auto& each) { return each.starts_with(target->name.text() + " "); });
  return release_all(others);
}

// Of several servers each has a list of its own.
Outcome ReserveTarget::reserve(aoe::Client& client, const aoe::FoundTarget& target) {
  std::vector<aoe::Mac> macs;
  for (const aoe::Card& card : client.wire().cards())
    macs.push_back(card.mac);
  for (const aoe::FoundPath& path : target.paths) {
    auto list = aoe::reserve_target(client, path.path, macs);
    if (!list)
      return tl::unexpected(list.error());
    if (list->state == ListState::Refused)
      return failure("target " + target.name.text() +
                         " is reserved for others: " + join(texts_of(list->macs), ", "),
                     "Have its owner release it, or name another target in netroot/target.");
    if (list->state == ListState::Unknown)
      tell(job_, target.name.text() + " keeps no reservation on " + path.path.server.text() + " (" +
                     list->why + ")");
  }
  return {};
}

// Lists of others are left alone; a server that is gone keeps the rest from being taken back no
// more than with a claim.
Outcome ReserveTarget::release_all(const std::vector<std::string>& notes) {
  for (const std::string& each : notes) {
    const auto parts = split(each, ' ');
    const auto target = parse_target_name(parts[0]);
    if (parts.size() == 3 && target)
      if (auto released = release(*target, split(parts[1], ','), split(parts[2], ',')); !released) {
        tell(job_, "the reservation of " + parts[0] + " stays: " + released.error().what);
        continue;
      }
    if (auto forgotten = made::forget(job_.root, reserve_note, each); !forgotten)
      return forgotten;
  }
  return {};
}

Outcome ReserveTarget::undo() {
  return release_all(made::list(job_.root, reserve_note));
}

Outcome ReserveTarget::release(const TargetName& target, const std::vector<std::string>& cards,
                               const std::vector<std::string>& macs) {
  auto wire = job_.open_wire(cards);
  if (!wire)
    return tl::unexpected(wire.error());
  std::vector<aoe::Mac> ours;
  for (const std::string& text : macs)
    if (auto mac = aoe::parse_mac(text))
      ours.push_back(*mac);
  aoe::Client client(**wire);
  auto found = find_by_protocol(client, target);
  if (!found)
    return tl::unexpected(found.error());
  for (const aoe::FoundPath& path : found->paths)
    if (auto list = aoe::release_reservation(client, path.path, ours); !list)
      return tl::unexpected(list.error());
  return {};
}

} // namespace netroot
