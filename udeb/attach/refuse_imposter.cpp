// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/interrupt.h"
#include "system/log.h"
#include "system/text.h"
#include "udeb/attach/steps.h"
#include <algorithm>

namespace netroot {

std::string RefuseImposter::text() const {
  return "see that no second server answers for the target";
}

Result<bool> RefuseImposter::done() {
  const auto& allowed = job_.answers.allow_imposter;
  return job_.chosen &&
         std::find(allowed.begin(), allowed.end(), job_.chosen->name.text()) != allowed.end();
}

Result<std::vector<std::string>> RefuseImposter::doubts_about(const TargetName& target) const {
  auto wire = job_.open_wire(job_.answers.interfaces);
  if (!wire)
    return tl::unexpected(wire.error());
  aoe::Client client(**wire);
  auto found = find_by_protocol(client, target);
  if (!found)
    return tl::unexpected(found.error());
  return aoe::describe_doubts(*found, (*wire)->cards());
}

Outcome RefuseImposter::run() {
  auto target = job_.present();
  if (!target)
    return tl::unexpected(target.error());
  const std::string name = target->name.text();
  auto doubts = doubts_about(target->name);
  if (!doubts && was_interrupted())
    return tl::unexpected(doubts.error());
  if (!doubts) { // the driver has seen it: not being able to ask is no reason to refuse it
    log::warning("whether another server answers for " + name +
                 " cannot be told: " + doubts.error().what);
    return {};
  }
  if (doubts->empty())
    return {};
  return failure("target " + name + " may not be the disk that it seems to be:\n" +
                     join(*doubts, "\n"),
                 "Stop the server that is wrong. If both are meant, name the target in "
                 "netroot/allow-imposter (\"d-i netroot/allow-imposter string " +
                     name + "\").");
}

} // namespace netroot
