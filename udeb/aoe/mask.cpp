// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/mask.h"
#include "udeb/aoe/ask_config.h"
#include "udeb/target_name.h"
#include <algorithm>

namespace netroot::aoe {
namespace {

std::string mask_error_text(MaskError error) {
  return error == MaskError::Full           ? "the target's list is full"
         : error == MaskError::BadDirective ? "the target does not know how to add to its list"
                                            : "the target could not change its list";
}

ListAnswer list_of(const Frame& frame) {
  const Mask& mask = *argument_of<Mask>(frame);
  ListAnswer answer;
  if (frame.header.error)
    answer.why = error_text(frame.header.code);
  else if (mask.error != MaskError::None)
    answer.why = mask_error_text(mask.error);
  else
    answer.state = ListState::Done;
  for (const Mask::Entry& entry : mask.entries)
    answer.macs.push_back(entry.mac);
  return answer;
}

Result<ListAnswer> ask_mask(Client& client, const Path& path, Mask mask) {
  std::optional<ListAnswer> answer;
  client.ask(
      path, std::move(mask),
      [&](const Frame* frame, const Trip&) {
        if (frame)
          answer = list_of(*frame);
      },
      config_retry);
  if (auto ran = client.run(); !ran)
    return tl::unexpected(ran.error());
  if (!answer)
    return failure(TargetName{path.address.shelf, path.address.slot}.text() +
                   " does not answer about its MAC masks on " +
                   client.wire().cards()[path.card].name);
  return *answer;
}

bool has(const std::vector<Mac>& macs, const Mac& mac) {
  return std::ranges::count(macs, mac) > 0;
}

} // namespace

Result<ListAnswer> read_masks(Client& client, const Path& path) {
  return ask_mask(client, path, {});
}

Result<ListAnswer> add_masks(Client& client, const Path& path, const std::vector<Mac>& macs) {
  auto before = read_masks(client, path);
  if (!before || before->state != ListState::Done)
    return before;
  const Mac& own = client.wire().cards()[path.card].mac;
  if (!has(macs, own) && !has(before->macs, own))
    return failure("the target would not hear " + client.wire().cards()[path.card].name +
                       " any more",
                   "Put " + own.text() + " into the list as well.");
  Mask edit;
  edit.command = MaskCommand::Edit;
  std::vector<Mac> wanted = before->macs;
  for (const Mac& mac : macs)
    if (!has(wanted, mac)) {
      edit.entries.push_back({MaskDirective::Add, mac});
      wanted.push_back(mac);
    }
  if (edit.entries.empty())
    return before;
  auto added = ask_mask(client, path, edit);
  if (!added || added->state != ListState::Done)
    return added;
  auto now = read_masks(client, path);
  if (now && now->state == ListState::Done)
    for (const Mac& mac : wanted)
      if (!has(now->macs, mac)) {
        now->state = ListState::Unknown;
        now->why = "the target's list lacks " + mac.text() + ", which was to be in it";
      }
  return now;
}

} // namespace netroot::aoe
