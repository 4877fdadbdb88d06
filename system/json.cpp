// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/json.h"
#include "system/text.h"
#include <cstdio>

namespace netroot::json {
namespace {

// Length of the UTF-8 sequence at the start of `bytes`; 0 when there is none (RFC 3629: no overlong
// forms, no surrogates, nothing above U+10FFFF).
size_t sequence(std::string_view bytes) {
  auto at = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  unsigned char first = at(0);
  size_t size = first < 0x80   ? 1
                : first < 0xc2 ? 0
                : first < 0xe0 ? 2
                : first < 0xf0 ? 3
                : first < 0xf5 ? 4
                               : 0;
  if (size == 0 || size > bytes.size())
    return 0;
  for (size_t i = 1; i < size; i++)
    if ((at(i) & 0xc0) != 0x80)
      return 0;
  bool wrong = (first == 0xe0 && at(1) < 0xa0) || (first == 0xed && at(1) > 0x9f) ||
               (first == 0xf0 && at(1) < 0x90) || (first == 0xf4 && at(1) > 0x8f);
  return wrong ? 0 : size;
}

std::string escaped(char c) {
  switch (c) {
  case '"':
    return "\\\"";
  case '\\':
    return "\\\\";
  case '\n':
    return "\\n";
  case '\t':
    return "\\t";
  default:
    break;
  }
  if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f)
    return std::string(1, c);
  char code[8];
  snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
  return code;
}

} // namespace

std::string text(std::string_view value) {
  std::string out = "\"";
  while (!value.empty()) {
    size_t size = sequence(value);
    out += size == 0   ? "\\ufffd"
           : size == 1 ? escaped(value[0])
                       : std::string(value.substr(0, size));
    value.remove_prefix(size == 0 ? 1 : size);
  }
  return out + "\"";
}

std::string boolean(bool value) {
  return value ? "true" : "false";
}

std::string list(const std::vector<std::string>& values) {
  return "[" + join(values, ",") + "]";
}

std::string texts(const std::vector<std::string>& values) {
  std::vector<std::string> quoted;
  for (const std::string& value : values)
    quoted.push_back(text(value));
  return list(quoted);
}

std::string object(const std::vector<std::pair<std::string, std::string>>& members) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : members)
    parts.push_back(text(name) + ":" + value);
  return "{" + join(parts, ",") + "}";
}

} // namespace netroot::json
