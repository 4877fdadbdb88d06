// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/debian_version.h"
#include <algorithm>

namespace netroot {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// '~' sorts before the end of a part, letters before everything else.
int weight(std::string_view text, size_t at) {
  if (at >= text.size() || digit(text[at]))
    return 0;
  if (text[at] == '~')
    return -1;
  auto byte = static_cast<unsigned char>(text[at]);
  return letter(text[at]) ? byte : byte + 256;
}

std::string_view take_digits(std::string_view& text) {
  size_t end = 0;
  while (end < text.size() && digit(text[end]))
    end++;
  std::string_view number = text.substr(0, end);
  text.remove_prefix(end);
  number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
  return number;
}

int compare_numbers(std::string_view one, std::string_view other) {
  if (one.size() != other.size())
    return one.size() < other.size() ? -1 : 1;
  return one.compare(other);
}

int compare_parts(std::string_view one, std::string_view other) {
  while (!one.empty() || !other.empty()) {
    size_t at = 0;
    while ((at < one.size() && !digit(one[at])) || (at < other.size() && !digit(other[at]))) {
      if (int difference = weight(one, at) - weight(other, at))
        return difference;
      at++;
    }
    one.remove_prefix(std::min(at, one.size()));
    other.remove_prefix(std::min(at, other.size()));
    std::string_view number = take_digits(one), other_number = take_digits(other);
    if (int difference = compare_numbers(number, other_number))
      return difference;
  }
  return 0;
}

struct Version {
  std::string_view epoch, upstream, revision;
};

Version split_version(std::string_view text) {
  Version version;
  if (size_t colon = text.find(':'); colon != text.npos) {
    version.epoch = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  size_t dash = text.rfind('-');
  version.upstream = text.substr(0, dash);
  if (dash != text.npos)
    version.revision = text.substr(dash + 1);
  return version;
}

} // namespace

int compare_debian_versions(std::string_view one, std::string_view other) {
  Version left = split_version(one), right = split_version(other);
  if (int difference = compare_parts(left.epoch, right.epoch))
    return difference;
  if (int difference = compare_parts(left.upstream, right.upstream))
    return difference;
  return compare_parts(left.revision, right.revision);
}

} // namespace netroot
