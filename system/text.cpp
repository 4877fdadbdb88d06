// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/text.h"
#include <charconv>

namespace netroot {
namespace {
constexpr std::string_view blanks = " \t\r\n";
}

std::string_view trim(std::string_view text) {
  size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  for (size_t at = text.find_first_not_of(blanks); at != std::string_view::npos;) {
    size_t end = text.find_first_of(blanks, at);
    found.emplace_back(text.substr(at, end - at));
    at = end == std::string_view::npos ? end : text.find_first_not_of(blanks, end);
  }
  return found;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (size_t at = 0;;) {
    size_t end = text.find(separator, at);
    parts.emplace_back(text.substr(at, end == std::string_view::npos ? end : end - at));
    if (end == std::string_view::npos)
      return parts;
    at = end + 1;
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string joined;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0)
      joined += separator;
    joined += parts[i];
  }
  return joined;
}

std::vector<std::string> lines(std::string_view text) {
  if (!text.empty() && text.back() == '\n')
    text.remove_suffix(1);
  if (text.empty())
    return {};
  return split(text, '\n');
}

std::optional<unsigned long long> parse_number(std::string_view text) {
  unsigned long long number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty())
    return std::nullopt;
  return number;
}

std::string last_lines(std::string_view text, size_t count) {
  auto all = lines(trim(text));
  if (all.size() > count)
    all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(count));
  return join(all, "\n");
}

} // namespace netroot
