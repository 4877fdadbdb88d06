// SPDX-License-Identifier: GPL-2.0-or-later
// Log: to syslog(3) under the tag "netroot", facility user. Nothing here prints on the screen.
#pragma once
#include <string>

namespace netroot::log {

void info(const std::string& text);
void warning(const std::string& text);
void error(const std::string& text);
// Tests take the lines instead of syslog; nullptr gives them back to syslog.
void divert(void (*sink)(int priority, const std::string& text));

} // namespace netroot::log
