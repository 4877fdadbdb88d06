// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/log.h"
#include <syslog.h>

namespace netroot::log {
namespace {

void (*diverted)(int, const std::string&) = nullptr;

void say(int priority, const std::string& text) {
  if (diverted)
    return diverted(priority, text);
  static const bool opened = (openlog("netroot", LOG_PID, LOG_USER), true);
  if (opened)
    syslog(priority, "%s", text.c_str());
}

} // namespace

void info(const std::string& text) {
  say(LOG_INFO, text);
}
void warning(const std::string& text) {
  say(LOG_WARNING, text);
}
void error(const std::string& text) {
  say(LOG_ERR, text);
}
void divert(void (*sink)(int priority, const std::string& text)) {
  diverted = sink;
}

} // namespace netroot::log
