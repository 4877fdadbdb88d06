// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/attach_dialog.h"
#include "system/log.h"
#include "system/text.h"
#include <array>

namespace netroot {
namespace {

struct Ask {
  const char* question;
  const char* priority;
};

constexpr std::array<Ask, 5> asks = {{{"netroot/attach", "high"},
                                      {"netroot/target", "high"},
                                      {"netroot/interfaces", "medium"},
                                      {"netroot/timeout", "low"},
                                      {"netroot/alias", "low"}}};

} // namespace

bool AttachDialog::has_other_disk() {
  Command command;
  command.argv = {"list-devices", "disk"};
  auto disks = runner_.run(command);
  if (!disks || !disks->ok())
    return false;
  for (const std::string& disk : lines(disks->out))
    if (disk.rfind("/dev/etherd/", 0) != 0)
      return true;
  return false;
}

// A preseeded target is a wish for it. Otherwise a machine with a disk of its own is not touched
// unless somebody says so, and one without has nothing else to install on.
Outcome AttachDialog::prepare_attach() {
  auto answered = debconf_.seen("netroot/attach");
  if (!answered)
    return tl::unexpected(answered.error());
  if (*answered)
    return {};
  auto target = debconf_.seen("netroot/target");
  if (!target)
    return tl::unexpected(target.error());
  auto before = is_wanted(); // "yes" of a run that failed stays the default
  if (!before)
    return tl::unexpected(before.error());
  bool wanted = *target || *before || !has_other_disk();
  if (auto set = debconf_.set("netroot/attach", wanted ? "true" : "false"); !set)
    return set;
  return *target ? debconf_.set_seen("netroot/attach", true) : Outcome{};
}

Result<bool> AttachDialog::is_wanted() {
  auto value = debconf_.get("netroot/attach");
  if (!value)
    return tl::unexpected(value.error());
  return *value == "true";
}

Outcome AttachDialog::ask() {
  if (auto prepared = prepare_attach(); !prepared)
    return prepared;
  for (size_t at = 0; at < asks.size();) {
    auto shown = debconf_.show(asks[at].priority, asks[at].question);
    bool back = !shown && shown.error().kind == Error::Kind::GoBack;
    if (!shown && (!back || at == 0))
      return shown;
    if (back) {
      --at;
      continue;
    }
    auto wanted = is_wanted();
    if (!wanted)
      return tl::unexpected(wanted.error());
    if (!*wanted)
      return {};
    ++at;
  }
  return {};
}

void AttachDialog::ask_again_next_time() {
  for (const Ask& ask : asks)
    if (auto fresh = debconf_.set_seen(ask.question, false); !fresh)
      log::warning(fresh.error().text());
}

} // namespace netroot
