// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/reserve.h"
#include "udeb/aoe/ask_config.h"
#include "udeb/target_name.h"
#include <algorithm>

namespace netroot::aoe {
namespace {

Result<ListAnswer> ask_reserve(Client& client, const Path& path, ReserveCommand command,
                               const std::vector<Mac>& macs = {}) {
  Reserve reserve;
  reserve.command = command;
  reserve.macs = macs;
  std::optional<ListAnswer> answer;
  client.ask(
      path, reserve,
      [&](const Frame* frame, const Trip&) {
        if (!frame)
          return;
        answer = {ListState::Done, argument_of<Reserve>(*frame)->macs, {}};
        if (frame->header.error) {
          const bool others = frame->header.code == ErrorCode::Reserved;
          answer->state = others ? ListState::Refused : ListState::Unknown;
          answer->why = error_text(frame->header.code);
        }
      },
      config_retry);
  if (auto ran = client.run(); !ran)
    return tl::unexpected(ran.error());
  if (!answer)
    return failure(TargetName{path.address.shelf, path.address.slot}.text() +
                   " does not answer a reservation on " + client.wire().cards()[path.card].name);
  return *answer;
}

bool same_list(std::vector<Mac> one, std::vector<Mac> other) {
  std::ranges::sort(one);
  std::ranges::sort(other);
  return one == other;
}

// Sets, and believes what is read afterwards.
Result<ListAnswer> set_list(Client& client, const Path& path, ReserveCommand command,
                            const std::vector<Mac>& macs) {
  auto set = ask_reserve(client, path, command, macs);
  if (!set || set->state != ListState::Done)
    return set;
  auto now = ask_reserve(client, path, ReserveCommand::Read);
  if (now && now->state == ListState::Done && !same_list(now->macs, macs)) {
    now->state = now->macs.empty() ? ListState::Unknown : ListState::Refused;
    now->why = "the list is not what was set";
  }
  return now;
}

} // namespace

Result<ListAnswer> read_reservation(Client& client, const Path& path) {
  return ask_reserve(client, path, ReserveCommand::Read);
}

Result<ListAnswer> reserve_target(Client& client, const Path& path, const std::vector<Mac>& macs) {
  if (macs.empty() || macs.size() > 255)
    return failure("a reservation is for 1 to 255 Ethernet addresses");
  return set_list(client, path, ReserveCommand::Set, macs);
}

// A target takes a set from the addresses in its list alone; the card in use may be another one of
// ours.
Result<ListAnswer> release_reservation(Client& client, const Path& path,
                                       const std::vector<Mac>& macs) {
  auto now = read_reservation(client, path);
  if (!now || now->state != ListState::Done || now->macs.empty())
    return now;
  const bool ours = std::ranges::any_of(
      now->macs, [&](const Mac& mac) { return std::ranges::count(macs, mac) > 0; });
  if (!ours) {
    now->state = ListState::Refused;
    return now;
  }
  return set_list(client, path, ReserveCommand::ForceSet, {});
}

} // namespace netroot::aoe
