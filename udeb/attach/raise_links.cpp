// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "system/log.h"
#include "system/text.h"
#include "udeb/attach/made.h"
#include "udeb/attach/steps.h"
#include <algorithm>

namespace netroot {
namespace {

// Once one link has carrier the others get this long: gigabit negotiation takes up to 4 s, and a
// socket without a cable must not cost the whole timeout.
constexpr std::chrono::seconds carrier_grace{5};

constexpr char interface_list_parameter[] = "/sys/module/aoe/parameters/aoe_iflist";
constexpr char interface_list_control[] = "/dev/etherd/interfaces";

bool has_carrier(const Link& link) {
  return link.carrier;
}

bool driver_is_kept_to(const RootDir& root, const std::vector<std::string>& interfaces) {
  auto list = read_line(root, interface_list_parameter);
  return list && words(*list) == interfaces;
}

} // namespace

std::string RaiseLinks::text() const {
  const auto& named = job_.answers.interfaces;
  return named.empty() ? "set all Ethernet interfaces up and wait for carrier"
                       : "set " + join(named, ", ") + " up, wait for carrier, and keep AoE to " +
                             (named.size() == 1 ? "it" : "them");
}

Result<bool> RaiseLinks::done() {
  auto links = choose_links(list_links(job_.root), job_.answers.interfaces);
  if (!links)
    return tl::unexpected(links.error());
  bool restricted = job_.answers.interfaces.empty()
                        ? made::list(job_.root, "interfaces").empty()
                        : driver_is_kept_to(job_.root, job_.answers.interfaces);
  return restricted && std::all_of(links->begin(), links->end(), has_carrier);
}

Outcome RaiseLinks::run() {
  auto links = choose_links(list_links(job_.root), job_.answers.interfaces);
  if (!links)
    return tl::unexpected(links.error());
  if (auto raised = raise(*links); !raised)
    return raised;
  if (auto restricted = restrict_driver(); !restricted)
    return restricted;
  return await_carrier();
}

// One broken card must not keep the others from being used, unless it was asked for by name.
Outcome RaiseLinks::raise(const std::vector<Link>& links) {
  Outcome last;
  size_t broken = 0;
  for (const Link& link : links) {
    if (link.up)
      continue;
    auto raised = raise(link.name);
    if (!raised && !job_.answers.interfaces.empty())
      return raised;
    if (!raised) {
      log::warning(raised.error().what);
      last = raised;
      ++broken;
    }
  }
  return broken < links.size() ? Outcome() : last;
}

Outcome RaiseLinks::raise(const std::string& name) {
  if (auto set = job_.kernel.set_link(name, true); !set)
    return set;
  log::info("set " + name + " up");
  return made::add(job_.root, "link", name);
}

Outcome RaiseLinks::await_carrier() {
  const auto begun = job_.kernel.now();
  const auto give_up = begun + job_.answers.timeout;
  for (;;) {
    auto links = choose_links(list_links(job_.root), job_.answers.interfaces);
    if (!links)
      return tl::unexpected(links.error());
    bool any = std::any_of(links->begin(), links->end(), has_carrier);
    bool all = std::all_of(links->begin(), links->end(), has_carrier);
    auto now = job_.kernel.now();
    if (all || (any && now >= begun + carrier_grace)) {
      log::info("links: " + describe_links(*links));
      return {};
    }
    if (now >= give_up)
      return failure("no link came up within " + std::to_string(job_.answers.timeout.count()) +
                         " s (netroot/timeout, the wait for carrier): " + describe_links(*links),
                     "Check the cable and the switch port, name other interfaces in "
                     "netroot/interfaces, or raise netroot/timeout.");
    job_.progress.note("waiting for carrier: " + describe_links(*links));
    auto until = any ? std::min(give_up, begun + carrier_grace) : give_up;
    if (auto waited = job_.kernel.wait_for_change(until); !waited)
      return waited;
  }
}

Outcome RaiseLinks::restrict_driver() {
  const auto& named = job_.answers.interfaces;
  if (named.empty())
    return release_driver();
  if (driver_is_kept_to(job_.root, named))
    return {};
  if (auto set = write_control(job_.root, interface_list_control, join(named, " ")); !set)
    return set;
  return made::add(job_.root, "interfaces", join(named, " "));
}

// Takes an earlier restriction back. One NUL byte empties the driver's list; a newline would be a
// list without a usable name.
Outcome RaiseLinks::release_driver() {
  if (made::list(job_.root, "interfaces").empty())
    return {};
  if (exists(job_.root, interface_list_control))
    if (auto cleared = write_control(job_.root, interface_list_control, std::string(1, '\0'));
        !cleared)
      return cleared;
  return made::forget(job_.root, "interfaces");
}

// An address means that netcfg, or a person, has come to use the link since.
Outcome RaiseLinks::lower(const std::string& name) {
  if (!exists(job_.root, "/sys/class/net/" + name))
    return {};
  auto used = job_.kernel.has_address(name);
  if (!used)
    return tl::unexpected(used.error());
  if (!*used)
    return job_.kernel.set_link(name, false);
  log::info(name + " has an address by now and stays up");
  return {};
}

Outcome RaiseLinks::undo() {
  if (auto released = release_driver(); !released)
    return released;
  for (const std::string& name : made::list(job_.root, "link"))
    if (auto lowered = lower(name); !lowered)
      return lowered;
  return made::forget(job_.root, "link");
}

} // namespace netroot
