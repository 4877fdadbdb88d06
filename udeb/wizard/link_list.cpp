// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/wizard/link_list.h"
#include <poll.h>

namespace netroot::wizard {
namespace {

constexpr int interval = 1000; // ms

std::string speed_text(unsigned megabits) {
  if (megabits == 0)
    return "-";
  return megabits % 1000 == 0 ? std::to_string(megabits / 1000) + " Gbit/s"
                              : std::to_string(megabits) + " Mbit/s";
}

std::vector<std::string> details(const Link& link) {
  std::vector<std::string> lines = {"driver: " + (link.driver.empty() ? "none" : link.driver)};
  if (!link.real && !link.wireless)
    lines.emplace_back("not a card of its own: a bridge, a bond, a VLAN or the like");
  if (!link.up)
    lines.emplace_back("It is down; it will be set up, and only then shows whether there is a "
                       "cable.");
  else if (!link.carrier)
    lines.emplace_back("No carrier: check the cable and the switch port.");
  return lines;
}

tui::Choice row_of(const Link& link) {
  return {link.name,
          {link.name,
           !link.up       ? "down"
           : link.carrier ? "carrier"
                          : "no carrier",
           speed_text(link.speed), link.mac, std::to_string(link.mtu)},
          details(link),
          link.wireless ? link.name + " is a wireless card, and AoE needs a cable: choose a wired "
                                      "one."
                        : std::string()};
}

} // namespace

std::vector<tui::Choice> link_rows(const std::vector<Link>& links) {
  std::vector<tui::Choice> rows;
  for (const Link& link : links)
    if (link.ethernet)
      rows.push_back(row_of(link));
  return rows;
}

LinkList::LinkList(const RootDir& root)
    : root_(root), links_(list_links(root)),
      rows_(std::make_shared<const std::vector<tui::Choice>>(link_rows(links_))),
      thread_([this] { watch(); }) {}

LinkList::~LinkList() {
  stop_.ring();
  thread_.join();
}

tui::ChoiceList::Rows LinkList::now() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return rows_;
}

void LinkList::watch() {
  pollfd stop = {stop_.descriptor(), POLLIN, 0};
  while (poll(&stop, 1, interval) <= 0) {
    auto links = list_links(root_);
    if (links == links_)
      continue;
    links_ = std::move(links);
    auto rows = std::make_shared<const std::vector<tui::Choice>>(link_rows(links_));
    const std::lock_guard<std::mutex> lock(mutex_);
    rows_ = std::move(rows);
  }
}

} // namespace netroot::wizard
