// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/locale.h"
#include <array>
#include <clocale>
#include <cstdlib>
#include <langinfo.h>
#include <string>
#include <string_view>

namespace netroot::tui {
namespace {

bool is_utf8_now() {
  return std::string_view(nl_langinfo(CODESET)) == "UTF-8";
}

// The variable that decides, as in setlocale(3).
std::string asked_for() {
  for (const char* name : std::array{"LC_ALL", "LC_CTYPE", "LANG"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
      return value;
  return "C";
}

bool names_utf8(const std::string& locale) {
  return locale.find("UTF-8") != std::string::npos || locale.find("utf8") != std::string::npos;
}

} // namespace

bool use_locale_of_environment() {
  std::setlocale(LC_CTYPE, "");
  if (!is_utf8_now() && names_utf8(asked_for()))
    std::setlocale(LC_CTYPE, "C.UTF-8");
  return is_utf8_now();
}

} // namespace netroot::tui
