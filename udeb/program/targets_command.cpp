// SPDX-License-Identifier: GPL-2.0-or-later
// `netroot targets`: the AoE targets of the network, without the kernel's driver.
#include "system/interrupt.h"
#include "system/json.h"
#include "system/text.h"
#include "udeb/fabric/look.h"
#include "udeb/fabric/watch.h"
#include "udeb/program/commands.h"
#include <ctime>
#include <poll.h>
#include <unistd.h>

namespace netroot {
namespace {

constexpr int watch_interval = 1000; // ms, between the end of a look and the next

uint64_t seconds_now() {
  return static_cast<uint64_t>(std::time(nullptr));
}

Result<fabric::Looker> looker_for(const Options& options, Front& front) {
  if (auto named = fabric::card_names(options.interfaces); !named.empty())
    return fabric::Looker(options.root, named, "--interfaces");
  auto raw = front.own_answers();
  if (!raw)
    return tl::unexpected(raw.error());
  auto answers = to_answers(*raw);
  if (!answers)
    return tl::unexpected(answers.error());
  return fabric::Looker(options.root, answers->interfaces, "netroot/interfaces");
}

// Whoever reads the lines is told what changed; a person sees the table as it is now.
class Teller {
public:
  Teller(bool as_json, bool redraw) : as_json_(as_json), redraw_(redraw) {}

  Outcome tell(const fabric::View& view) {
    const auto changes = watch_.take(view);
    if (redraw_)
      return draw(view);
    std::string text = tell_cards(view);
    for (const fabric::Change& change : changes)
      text += (as_json_ ? fabric::as_json(change) : fabric::in_one_line(change)) + "\n";
    return text.empty() ? Outcome() : print(text);
  }

private:
  Outcome draw(fabric::View view) {
    view.targets = watch_.present();
    return print("\033[H\033[2J" + fabric::as_table(view, seconds_now()));
  }

  std::string tell_cards(const fabric::View& view) {
    if (!as_json_ || (told_ && view.cards == cards_))
      return {};
    told_ = true;
    cards_ = view.cards;
    return json::object({{"event", json::text("cards")},
                         {"seen_by", json::text(view.by_protocol ? "protocol" : "driver")},
                         {"why", json::text(view.why)},
                         {"cards", fabric::as_json(view.cards)}}) +
           "\n";
  }

  const bool as_json_, redraw_;
  fabric::Watch watch_;
  bool told_ = false;
  std::vector<fabric::CardView> cards_;
};

// An interrupt is the way to end it, and no failure.
Outcome watch(fabric::Looker& looker, bool as_json) {
  Teller teller(as_json, !as_json && isatty(STDOUT_FILENO) == 1);
  while (!was_interrupted()) {
    auto view = looker.look();
    if (!view && was_interrupted())
      break;
    if (!view)
      return tl::unexpected(view.error());
    if (auto told = teller.tell(*view); !told)
      return told;
    pollfd interrupted = {interrupt_descriptor(), POLLIN, 0};
    poll(&interrupted, 1, watch_interval);
  }
  return {};
}

} // namespace

Outcome run_targets(const Options& options, Front& front) {
  auto looker = looker_for(options, front);
  if (!looker)
    return tl::unexpected(looker.error());
  if (options.watch)
    return watch(*looker, options.json);
  auto view = looker->look();
  if (!view)
    return tl::unexpected(view.error());
  return print(options.json ? fabric::as_json(*view) + "\n"
                            : fabric::as_table(*view, seconds_now()));
}

} // namespace netroot
