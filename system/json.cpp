// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/json.h"
#include "system/text.h"
#include "system/utf8.h"
#include <cstdio>

namespace netroot::json {
namespace {

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
    size_t size = utf8_sequence(value);
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
