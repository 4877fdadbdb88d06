// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/target_map.h"
#include "system/text.h"
#include <algorithm>
#include <map>
#include <optional>

namespace netroot {
namespace {

constexpr size_t longest_quote = 40;

// A map may be any file at all: what is quoted of it stays short and printable.
std::string shown(std::string_view text) {
  std::string part(text.substr(0, longest_quote));
  std::replace_if(
      part.begin(), part.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return '"' + part + (text.size() > longest_quote ? "...\"" : "\"");
}

// The twelve digits of "52:54:…", "52-54-…" or "5254…", lower case; nothing for another form.
std::optional<std::string> hex_digits(std::string_view text) {
  const bool separated = text.size() == 17 && (text[2] == ':' || text[2] == '-');
  if (!separated && text.size() != 12)
    return std::nullopt;
  std::string digits;
  for (size_t i = 0; i < text.size(); ++i)
    if (!separated || i % 3 != 2)
      digits += text[i] >= 'A' && text[i] <= 'F' ? char(text[i] - 'A' + 'a') : text[i];
    else if (text[i] != text[2])
      return std::nullopt;
  if (digits.find_first_not_of("0123456789abcdef") != std::string::npos)
    return std::nullopt;
  return digits;
}

// An odd first byte is the address of a group, and twelve zeros are what a card without one shows.
bool is_of_a_card(const std::string& digits) {
  const bool odd = std::string_view("13579bdf").find(digits[1]) != std::string_view::npos;
  return !odd && digits.find_first_not_of('0') != std::string::npos;
}

std::optional<std::string> parse_mac(std::string_view text) {
  const auto digits = hex_digits(text);
  if (!digits || !is_of_a_card(*digits))
    return std::nullopt;
  std::string mac;
  for (size_t i = 0; i < digits->size(); i += 2)
    mac += (i ? ":" : "") + digits->substr(i, 2);
  return mac;
}

Result<MapLine> parse_line(const std::vector<std::string>& parts, size_t number,
                           const std::string& where) {
  if (parts.size() != 2)
    return usage_error(where + shown(join(parts, " ")) +
                           " is not a MAC address and a target with blanks between them",
                       "Mend the line in the target map, such as \"52:54:00:12:34:56 e7.12\"; "
                       "\"#\" begins a comment.");
  const auto mac = parse_mac(parts[0]);
  if (!mac)
    return usage_error(where + shown(parts[0]) + " is no MAC address of a network card",
                       "Write it in the target map like 52:54:00:12:34:56, 52-54-00-12-34-56 or "
                       "525400123456.");
  const auto target = parse_target_name(parts[1]);
  if (!target)
    return usage_error(where + shown(parts[1]) + " is no AoE target",
                       "Write it in the target map as eSHELF.SLOT with a shelf of 0 to 65534 and a "
                       "slot of 0 to 254, such as e0.0.");
  return MapLine{*mac, *target, number};
}

// Which line a MAC address or a target was first seen in.
using Seen = std::map<std::string, size_t>;

Outcome refuse_second(Seen& seen, const std::string& name, const std::string& kind, size_t number,
                      const std::string& where) {
  const auto [first, fresh] = seen.emplace(name, number);
  if (fresh)
    return {};
  return usage_error(where + kind + " " + name + " is in line " + std::to_string(first->second) +
                         " already",
                     "Each machine and each target may be in the target map once: two machines on "
                     "one disk destroy it.");
}

bool is_card(const Link& link) {
  return link.real && !link.mac.empty();
}

std::string describe(const Link& link) {
  return link.mac + " (" + link.name + ")";
}

Error absent(const TargetMap& map, const std::vector<Link>& links) {
  std::vector<std::string> cards;
  std::string example = "MAC";
  for (const Link& link : links)
    if (is_card(link)) {
      if (cards.empty())
        example = link.mac;
      cards.push_back(describe(link));
    }
  return {"this machine is not in the target map " + map.address +
              "\nIts network cards: " + (cards.empty() ? std::string("none") : join(cards, ", ")),
          "Add a line to the map, such as \"" + example +
              " eSHELF.SLOT\", or name the target in netroot/target; then run this step again."};
}

} // namespace

Result<TargetMap> parse_target_map(std::string_view text, const std::string& address) {
  TargetMap map{address, {}};
  Seen macs, targets;
  size_t number = 0;
  for (const std::string& line : lines(text)) {
    const std::string where = address + ":" + std::to_string(++number) + ": ";
    const auto parts = words(std::string_view(line).substr(0, line.find('#')));
    if (parts.empty())
      continue;
    auto parsed = parse_line(parts, number, where);
    if (!parsed)
      return tl::unexpected(parsed.error());
    if (auto one = refuse_second(macs, parsed->mac, "MAC address", number, where); !one)
      return tl::unexpected(one.error());
    if (auto one = refuse_second(targets, parsed->target.text(), "target", number, where); !one)
      return tl::unexpected(one.error());
    map.lines.push_back(std::move(*parsed));
  }
  return map;
}

Result<TargetName> find_in_map(const TargetMap& map, const std::vector<Link>& links) {
  const MapLine* found = nullptr;
  std::string found_by;
  for (const Link& link : links) {
    const auto line = std::find_if(map.lines.begin(), map.lines.end(), [&](const MapLine& l) {
      return is_card(link) && l.mac == link.mac;
    });
    if (line == map.lines.end())
      continue;
    if (found && !(found->target == line->target))
      return failure("the target map " + map.address + " gives this machine two targets: " +
                         found->target.text() + " by " + found_by + " in line " +
                         std::to_string(found->number) + ", and " + line->target.text() + " by " +
                         describe(link) + " in line " + std::to_string(line->number),
                     "Take one of the lines out of the map, or name the target in netroot/target; "
                     "then run this step again.");
    found = &*line;
    found_by = describe(link);
  }
  if (!found)
    return tl::unexpected(absent(map, links));
  return found->target;
}

} // namespace netroot
