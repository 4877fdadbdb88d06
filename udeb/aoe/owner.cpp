// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/owner.h"
#include "system/text.h"
#include <sys/random.h>

namespace netroot::aoe {
namespace {

constexpr size_t longest_host = 255;
constexpr std::string_view hexadecimal = "0123456789abcdef";

std::string host_word(const std::string& host) {
  std::string word;
  for (char letter : host.substr(0, longest_host))
    word += letter > ' ' && letter < 0x7f ? letter : '-';
  return word.empty() ? "-" : word;
}

// What follows "KEY=" in `word`.
std::optional<std::string> value_of(const std::string& word, std::string_view key) {
  if (word.compare(0, key.size(), key) != 0 || word[key.size()] != '=')
    return std::nullopt;
  return word.substr(key.size() + 1);
}

bool is_id(const std::string& text) {
  return text.size() == 32 && text.find_first_not_of(hexadecimal) == std::string::npos;
}

std::string printable(const std::string& text) {
  constexpr size_t longest = 60;
  std::string shown;
  for (char letter : text.substr(0, longest))
    shown += letter >= ' ' && letter < 0x7f ? letter : '?';
  return text.size() > longest ? shown + "..." : shown;
}

} // namespace

std::string Owner::text() const {
  return "netroot 1 host=" + host_word(host) + " mac=" + mac.text() +
         " time=" + std::to_string(time) + " id=" + id;
}

std::optional<Owner> parse_owner(std::string_view config_string) {
  const auto parts = split(config_string, ' ');
  if (parts.size() < 6 || parts[0] != "netroot")
    return std::nullopt;
  const auto host = value_of(parts[2], "host");
  const auto mac = parse_mac(value_of(parts[3], "mac").value_or(""));
  const auto time = parse_number(value_of(parts[4], "time").value_or(""));
  const auto id = value_of(parts[5], "id");
  if (!parse_number(parts[1]) || !host || !mac || !time || !id || !is_id(*id))
    return std::nullopt;
  return Owner{host_word(*host), *mac, *time, *id};
}

std::string make_claim_id() {
  uint8_t random[16]{};
  size_t filled = 0;
  while (filled < sizeof random) {
    const ssize_t got = getrandom(random + filled, sizeof random - filled, 0);
    if (got > 0)
      filled += static_cast<size_t>(got);
  }
  std::string id;
  for (uint8_t byte : random) {
    id += hexadecimal[byte >> 4];
    id += hexadecimal[byte & 15];
  }
  return id;
}

std::string age_text(uint64_t seconds) {
  const std::pair<uint64_t, const char*> units[] = {
      {86'400, " day"}, {3600, " hour"}, {60, " minute"}, {1, " second"}};
  for (auto [length, name] : units)
    if (seconds >= 2 * length || length == 1) {
      const uint64_t count = seconds / length;
      return std::to_string(count) + name + (count == 1 ? "" : "s");
    }
  return {};
}

std::string describe_owner(const std::string& config_string, uint64_t now) {
  const auto owner = parse_owner(config_string);
  if (!owner)
    return "\"" + printable(config_string) + "\"";
  const std::string who = owner->host + " (" + owner->mac.text() + "), ";
  if (owner->time > now + 60)
    return who + "by a clock that is ahead of this one";
  return who + age_text(now - std::min(owner->time, now)) + " ago";
}

} // namespace netroot::aoe
