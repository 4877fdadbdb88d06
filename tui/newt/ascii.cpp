// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/ascii.h"
#include <algorithm>
#include <array>
#include <string_view>

namespace netroot::tui {
namespace {

// U+00C0 to U+017F (Latin-1 letters, Latin Extended-A), one ASCII letter each; "?" for those of
// two.
constexpr std::string_view letters = "AAAAAA?CEEEEIIIIDNOOOOOxOUUUUY??"
                                     "aaaaaa?ceeeeiiiidnooooo/ouuuuy?y"
                                     "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGg"
                                     "GgGgHhHhIiIiIiIiIi??JjKkkLlLlLlL"
                                     "lLlNnNnNnnNnOoOoOo??RrRrRrSsSsSs"
                                     "SsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
static_assert(letters.size() == 0x180 - 0xc0);

struct Likeness {
  char32_t code;
  const char* text;
};
constexpr std::array<Likeness, 36> others = {{
    {0xa0, " "},    {0xa9, "(c)"},  {0xab, "<<"},   {0xad, ""},    {0xae, "(R)"},   {0xb0, "o"},
    {0xb1, "+-"},   {0xb5, "u"},    {0xb7, "."},    {0xbb, ">>"},  {0xc6, "AE"},    {0xde, "Th"},
    {0xdf, "ss"},   {0xe6, "ae"},   {0xfe, "th"},   {0x132, "IJ"}, {0x133, "ij"},   {0x152, "OE"},
    {0x153, "oe"},  {0x218, "S"},   {0x219, "s"},   {0x21a, "T"},  {0x21b, "t"},    {0x2010, "-"},
    {0x2011, "-"},  {0x2013, "-"},  {0x2014, "-"},  {0x2018, "'"}, {0x2019, "'"},   {0x201a, ","},
    {0x201c, "\""}, {0x201d, "\""}, {0x201e, "\""}, {0x2022, "*"}, {0x2026, "..."}, {0x2192, "->"},
}};

} // namespace

std::string ascii_for(char32_t code) {
  if (code < 0x80)
    return std::string(1, static_cast<char>(code));
  if (code >= 0x300 && code < 0x370)
    return {};
  auto other =
      std::find_if(others.begin(), others.end(), [&](auto& one) { return one.code == code; });
  if (other != others.end())
    return other->text;
  if (code >= 0xc0 && code < 0x180)
    return std::string(1, letters[code - 0xc0]);
  return "?";
}

} // namespace netroot::tui
