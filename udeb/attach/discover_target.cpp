// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "system/log.h"
#include "udeb/attach/steps.h"
#include <algorithm>
#include <iterator>

namespace netroot {
namespace {

// A query is one broadcast frame, which a switch port that has just come up drops; the driver's own
// repeats come once a minute.
constexpr std::chrono::seconds query_interval{1};
// With "auto", how long after the first answer another server may still answer.
constexpr std::chrono::seconds settle_time{2};

} // namespace

std::string DiscoverTarget::text() const {
  if (is_auto() && !job_.answers.target_map.empty()) // as a dry run sees it
    return "discover that target";
  return is_auto() ? "discover the only AoE target that answers"
                   : "discover AoE target " + job_.answers.target;
}

// Devices stay in sysfs after their server went away: only those that are up answer.
std::vector<Target> DiscoverTarget::answering() const {
  std::vector<Target> found;
  auto named = parse_target_name(job_.answers.target);
  auto target = named ? find_target(job_.root, *named) : std::nullopt;
  if (target)
    found = {*target};
  else if (is_auto())
    found = list_targets(job_.root);
  found.erase(std::remove_if(found.begin(), found.end(), [](const Target& t) { return !t.up; }),
              found.end());
  return found;
}

Result<bool> DiscoverTarget::done() {
  auto found = answering();
  if (is_auto()) {
    // Settled before: another server that came up since is no reason to ask again.
    auto disk = load_attached_disk(job_.root);
    found.erase(
        std::remove_if(found.begin(), found.end(),
                       [&](const Target& t) { return !disk || t.name.text() != disk->target; }),
        found.end());
  }
  if (found.size() != 1)
    return false;
  if (auto chosen = choose(found); !chosen)
    return tl::unexpected(chosen.error());
  return true;
}

Outcome DiscoverTarget::run() {
  const auto give_up = job_.kernel.now() + job_.answers.timeout;
  for (;;) {
    // Written first, looked at after: the answer to this very query may come at once.
    if (auto asked = write_control(job_.root, discover_control, "\n"); !asked)
      return asked;
    if (!answering().empty())
      return settle();
    auto now = job_.kernel.now();
    if (now >= give_up)
      return tl::unexpected(nothing_found());
    const auto next_query = std::min(give_up, now + query_interval);
    while (answering().empty() && job_.kernel.now() < next_query)
      if (auto waited = job_.kernel.wait_for_change(next_query); !waited)
        return waited;
  }
}

// Whom our own query finds besides: it goes out until hardly anybody can be missing.
Result<std::vector<Target>> DiscoverTarget::with_those_of_the_protocol() const {
  if (!job_.open_wire)
    return failure("a folder plays the machine");
  auto wire = job_.open_wire(job_.answers.interfaces);
  if (!wire)
    return tl::unexpected(wire.error());
  aoe::Client client(**wire);
  auto discovery = aoe::discover(client);
  if (!discovery)
    return tl::unexpected(discovery.error());
  auto all = answering();
  for (const aoe::FoundTarget& found : discovery->targets)
    if (std::none_of(all.begin(), all.end(),
                     [&](const Target& target) { return target.name == found.name; }))
      all.push_back(target_of(found, (*wire)->cards()));
  return all;
}

// A named target needs no second look; for "auto" everybody is asked, or, without the protocol, the
// field is left open a little longer.
Outcome DiscoverTarget::settle() {
  auto asked = is_auto() ? with_those_of_the_protocol() : answering();
  const auto until = job_.kernel.now() + settle_time;
  while (!asked && job_.kernel.now() < until)
    if (auto waited = job_.kernel.wait_for_change(until); !waited)
      return waited;
  auto found = asked ? *asked : answering();
  if (found.empty())
    return failure("the target that answered has gone again",
                   "Check the server and the link, then run this step again.");
  return choose(found);
}

Outcome DiscoverTarget::choose(const std::vector<Target>& targets) {
  if (targets.size() > 1)
    return failure("more than one target answers:\n" + describe_targets(targets),
                   "Name the one to install on in netroot/target.");
  const Target& target = targets.front();
  if (target.bytes < smallest_target)
    return failure("target " + target.name.text() + " has " + size_text(target.bytes) +
                       "; at least " + size_text(smallest_target) + " are needed",
                   "Export a larger disk, or name another target in netroot/target.");
  log::info("target " + describe_targets(targets));
  if (target.bytes > msdos_reach)
    warn_of_size(target);
  job_.chosen = target;
  return {};
}

// Not refused here: a disk that only holds data may be as large as it likes, and partman's check
// refuses to start from a GPT.
void DiscoverTarget::warn_of_size(const Target& target) {
  const std::string text = target.name.text() + " has " + size_text(target.bytes) +
                           ", but GRUB legacy starts only from "
                           "an msdos partition table, which reaches " +
                           size_text(msdos_reach) +
                           "; the partitioner makes a gpt one here unless told otherwise";
  log::warning(text);
  job_.progress.note(text);
}

Error DiscoverTarget::nothing_found() const {
  auto seen = list_targets(job_.root);
  auto links = choose_links(list_links(job_.root), job_.answers.interfaces);
  std::string what = (is_auto() ? std::string("no target") : "target " + job_.answers.target) +
                     (is_auto() ? " answered" : " did not answer") + " within " +
                     std::to_string(job_.answers.timeout.count()) +
                     " s (netroot/timeout, the wait for the target after the one for carrier)\n" +
                     (seen.empty() ? "No target was seen." : "Seen: " + describe_targets(seen)) +
                     "\nLinks: " + (links ? describe_links(*links) : "none");
  return {what,
          "Check that the server exports it on this network (vblade, its list of allowed MAC "
          "addresses, the VLAN), or change netroot/target.",
          Error::Kind::Failed};
}

} // namespace netroot
