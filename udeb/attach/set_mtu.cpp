// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "system/interrupt.h"
#include "system/log.h"
#include "system/text.h"
#include "udeb/aoe/quality.h"
#include "udeb/attach/made.h"
#include "udeb/attach/steps.h"
#include <algorithm>

namespace netroot {
namespace {

// What everybody means by jumbo frames. More than the disk needs: with less, IP frames of other
// machines would not get in.
constexpr unsigned jumbo_mtu = 9000;
constexpr unsigned smallest_mtu = 1500;
// Many cards lose their carrier for seconds when the MTU changes.
constexpr std::chrono::seconds carrier_wait{15};
// For the answer to the query by which the driver learns of another MTU.
constexpr std::chrono::seconds answer_wait{3};

// For further interfaces to be found to lead to the target: the discovery is content with one.
constexpr std::chrono::seconds further_ways{1};

constexpr char before_note[] = "mtu";           // "ens3 1500": to be given back
constexpr char decided_note[] = "mtu-measured"; // "ens3 9000": not to be measured again

std::vector<Link> links_to(const AttachJob& job) {
  std::vector<Link> links;
  auto target = job.chosen ? find_target(job.root, job.chosen->name) : std::nullopt;
  if (!target)
    return links;
  for (const Link& link : list_links(job.root))
    if (std::find(target->interfaces.begin(), target->interfaces.end(), link.name) !=
        target->interfaces.end())
      links.push_back(link);
  return links;
}

std::string note_of(const Link& link, unsigned mtu) {
  return link.name + " " + std::to_string(mtu);
}

bool is_noted(const RootDir& root, const char* kind, const Link& link) {
  auto notes = made::list(root, kind);
  return std::find(notes.begin(), notes.end(), note_of(link, link.mtu)) != notes.end();
}

bool was_changed(const RootDir& root, const Link& link) {
  auto notes = made::list(root, before_note);
  return std::any_of(notes.begin(), notes.end(),
                     [&](const std::string& note) { return note.starts_with(link.name + " "); });
}

Outcome write_mtu(const RootDir& root, const std::string& interface, unsigned mtu) {
  return write_control(root, "/sys/class/net/" + interface + "/mtu", std::to_string(mtu));
}

bool has_mtu(const RootDir& root, const std::string& interface, unsigned mtu) {
  auto now = read_line(root, "/sys/class/net/" + interface + "/mtu");
  return now && trim(*now) == std::to_string(mtu);
}

std::string payload_of(const AttachJob& job) {
  auto line = read_line(job.root, job.chosen->name.sysfs_folder() + "/payload");
  return line ? std::string(trim(*line)) : std::string();
}

} // namespace

std::string SetMtu::text() const {
  switch (job_.answers.mtu) {
  case MtuChoice::Keep:
    return "leave the MTU of the network interfaces as it is";
  case MtuChoice::Bytes:
    return "set the MTU towards the target to " + std::to_string(job_.answers.mtu_bytes);
  case MtuChoice::Auto:
    break;
  }
  return "make frames as large as the way to the target carries";
}

Result<bool> SetMtu::done() {
  if (job_.answers.mtu == MtuChoice::Keep)
    return true;
  auto links = links_to(job_);
  return !links.empty() && std::all_of(links.begin(), links.end(), [&](const Link& link) {
    return job_.answers.mtu == MtuChoice::Bytes ? link.mtu == job_.answers.mtu_bytes
                                                : is_noted(job_.root, decided_note, link);
  });
}

Outcome SetMtu::run() {
  if (auto found = await_ways(); !found)
    return found;
  bool changed = false;
  for (const Link& link : links_to(job_)) {
    auto mtu = decide(link);
    if (!mtu)
      return tl::unexpected(mtu.error());
    changed = changed || *mtu != link.mtu;
    log::info("MTU of " + link.name + ": " + std::to_string(*mtu));
    if (auto noted = made::add(job_.root, decided_note, note_of(link, *mtu)); !noted)
      return noted;
  }
  return tell_driver(changed);
}

Outcome SetMtu::await_ways() {
  auto chosen = choose_links(list_links(job_.root), job_.answers.interfaces);
  const auto possible = !chosen ? 0
                                : std::count_if(chosen->begin(), chosen->end(),
                                                [](const Link& link) { return link.carrier; });
  const auto give_up = job_.kernel.now() + further_ways;
  while (static_cast<std::ptrdiff_t>(links_to(job_).size()) < possible &&
         job_.kernel.now() < give_up) {
    if (auto asked = write_control(job_.root, discover_control, "\n"); !asked)
      return asked;
    if (auto waited =
            job_.kernel.wait_for_change(job_.kernel.now() + std::chrono::milliseconds(250));
        !waited)
      return waited;
  }
  return {};
}

// The MTU that the interface has in the end. A way that cannot be measured stays as it is.
Result<unsigned> SetMtu::decide(const Link& link) {
  if (job_.answers.mtu == MtuChoice::Bytes) {
    auto changed = set(link, job_.answers.mtu_bytes);
    return changed ? Result<unsigned>(job_.answers.mtu_bytes) : tl::unexpected(changed.error());
  }
  auto mtu = raise_and_measure(link);
  if (mtu || was_interrupted())
    return mtu;
  log::info("what the way through " + link.name +
            " carries cannot be measured: " + mtu.error().what);
  if (auto back = set(link, link.mtu); !back)
    return tl::unexpected(back.error());
  return link.mtu;
}

Result<unsigned> SetMtu::raise_and_measure(const Link& link) {
  const unsigned tried = std::max(link.mtu, jumbo_mtu);
  if (auto raised = set(link, tried); !raised) {
    if (has_mtu(job_.root, link.name, tried)) // taken, but the carrier has not come back
      return tl::unexpected(raised.error());
    log::info(link.name + " takes no MTU of " + std::to_string(tried) + " and stays at " +
              std::to_string(link.mtu));
    return link.mtu;
  }
  auto sectors = job_.measure(job_.root, link.name, job_.chosen->name);
  if (!sectors)
    return tl::unexpected(sectors.error());
  if (*sectors == 0)
    return failure("nothing was read through it");
  const unsigned needed = aoe::mtu_for(*sectors);
  const bool all_pass = aoe::mtu_for(*sectors + 1) > tried;
  const unsigned mtu = all_pass ? tried : std::max(needed, smallest_mtu);
  if (auto lowered = set(link, mtu); !lowered)
    return tl::unexpected(lowered.error());
  return mtu;
}

// `link` is as it was before this step.
Outcome SetMtu::set(const Link& link, unsigned mtu) {
  if (has_mtu(job_.root, link.name, mtu))
    return {};
  if (auto written = write_mtu(job_.root, link.name, mtu); !written)
    return failure(link.name + " does not take an MTU of " + std::to_string(mtu) + ": " +
                       written.error().what,
                   "Give netroot/mtu a smaller number, or \"auto\".");
  if (!was_changed(job_.root, link))
    if (auto noted = made::add(job_.root, before_note, note_of(link, link.mtu)); !noted)
      return noted;
  return link.carrier ? await_carrier(link.name) : Outcome();
}

Outcome SetMtu::await_carrier(const std::string& interface) {
  const auto give_up = job_.kernel.now() + carrier_wait;
  while (job_.kernel.now() < give_up) {
    auto carrier = read_line(job_.root, "/sys/class/net/" + interface + "/carrier");
    if (carrier && trim(*carrier) == "1")
      return {};
    if (auto waited = job_.kernel.wait_for_change(give_up); !waited)
      return waited;
  }
  return failure(interface + " lost its carrier when its MTU was changed",
                 "Set netroot/mtu to \"keep\" if this card cannot do otherwise.");
}

// The driver looks at the MTU when an answer to a query comes, and at no other time. Unchanged, it
// may have looked while it was being measured.
Outcome SetMtu::tell_driver(bool changed) {
  if (!changed)
    return write_control(job_.root, discover_control, "\n");
  const std::string before = payload_of(job_);
  const auto give_up = job_.kernel.now() + answer_wait;
  do {
    if (auto asked = write_control(job_.root, discover_control, "\n"); !asked)
      return asked;
    if (auto waited = job_.kernel.wait_for_change(
            std::min(give_up, job_.kernel.now() + std::chrono::milliseconds(500)));
        !waited)
      return waited;
  } while (payload_of(job_) == before && job_.kernel.now() < give_up);
  log::info("data bytes in a frame: " + before + " before, " + payload_of(job_) + " now");
  return {};
}

Outcome SetMtu::undo() {
  for (const std::string& note : made::list(job_.root, before_note)) {
    auto parts = words(note);
    if (parts.size() == 2 && exists(job_.root, "/sys/class/net/" + parts[0]))
      if (auto back = write_mtu(job_.root, parts[0],
                                static_cast<unsigned>(parse_number(parts[1]).value_or(0)));
          !back)
        return back;
  }
  if (auto forgotten = made::forget(job_.root, decided_note); !forgotten)
    return forgotten;
  return made::forget(job_.root, before_note);
}

} // namespace netroot
