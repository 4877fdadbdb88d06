// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/links.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>
#include <charconv>
#include <iterator>

namespace netroot {
namespace {

constexpr unsigned up_flag = 1;       // IFF_UP, as /sys/class/net/*/flags shows it
constexpr char ethernet_type[] = "1"; // ARPHRD_ETHER

std::string attribute(const RootDir& root, const std::string& folder, const char* name) {
  auto line = read_line(root, folder + "/" + name);
  return line ? std::string(trim(*line)) : std::string();
}

unsigned parse_flags(std::string_view text) { // "0x1003"
  unsigned flags = 0;
  if (text.substr(0, 2) == "0x")
    std::from_chars(text.data() + 2, text.data() + text.size(), flags, 16);
  return flags;
}

unsigned number(const std::string& text) { // "-1" is no speed
  return static_cast<unsigned>(parse_number(text).value_or(0));
}

std::string driver_of(const RootDir& root, const std::string& folder) {
  auto link = read_symlink(root, folder + "/device/driver");
  return link ? link->substr(link->rfind('/') + 1) : std::string();
}

Link read_link(const RootDir& root, const std::string& name) {
  std::string folder = "/sys/class/net/" + name;
  Link link;
  link.name = name;
  link.mac = attribute(root, folder, "address");
  link.ethernet = attribute(root, folder, "type") == ethernet_type;
  link.wireless = exists(root, folder + "/phy80211") || exists(root, folder + "/wireless");
  link.real = link.ethernet && exists(root, folder + "/device") && !link.wireless;
  link.up = parse_flags(attribute(root, folder, "flags")) & up_flag;
  // Reading carrier of an interface that is down fails with EINVAL.
  link.carrier = link.up && attribute(root, folder, "carrier") == "1";
  if (link.carrier)
    link.speed = number(attribute(root, folder, "speed"));
  link.mtu = number(attribute(root, folder, "mtu"));
  link.driver = driver_of(root, folder);
  return link;
}

std::string names_of(const std::vector<Link>& links) {
  std::vector<std::string> names;
  for (const Link& link : links)
    if (link.ethernet)
      names.push_back(link.name);
  return names.empty() ? "none" : join(names, " ");
}

} // namespace

std::vector<Link> list_links(const RootDir& root) {
  std::vector<Link> links;
  for (const std::string& name : list_dir(root, "/sys/class/net"))
    if (name != "lo" && exists(root, "/sys/class/net/" + name + "/type"))
      links.push_back(read_link(root, name));
  return links;
}

Result<std::vector<Link>> choose_links(const std::vector<Link>& all,
                                       const std::vector<std::string>& named) {
  std::vector<Link> chosen;
  if (named.empty())
    std::copy_if(all.begin(), all.end(), std::back_inserter(chosen),
                 [](const Link& link) { return link.real; });
  for (const std::string& name : named) {
    auto link = std::find_if(all.begin(), all.end(), [&](const Link& l) { return l.name == name; });
    if (link == all.end() || !link->ethernet)
      return usage_error("netroot/interfaces names " + name + ", which is " +
                             (link == all.end() ? "not there" : "no Ethernet interface"),
                         "Ethernet interfaces of this machine: " + names_of(all) + ".");
    chosen.push_back(*link);
  }
  if (chosen.empty())
    return failure("no Ethernet interface was found",
                   "Check that the card's driver is loaded (menu item \"Detect network hardware\") "
                   "and that its firmware is there.");
  return chosen;
}

std::string describe_links(const std::vector<Link>& links) {
  std::vector<std::string> parts;
  for (const Link& link : links)
    parts.push_back(link.name + (!link.up ? " down" : link.carrier ? " carrier" : " no carrier"));
  return parts.empty() ? "none" : join(parts, ", ");
}

} // namespace netroot
