// SPDX-License-Identifier: GPL-2.0-or-later
// Answers written as a preseed file that gives them again, unattended: what tui/preseed.h and
// debian-installer's debconf-set-selections read.
#pragma once
#include "udeb/answers.h"
#include <string>
#include <vector>

namespace netroot::wizard {

struct PreseedQuestion {
  std::string name;          // "netroot/target"
  std::string type;          // of debconf: "string", "boolean", "select", …
  std::string default_value; // of its template
  bool always = false;       // written even when it is the default
};

// Those of "Attach a network disk".
const std::vector<PreseedQuestion>& attach_questions();

// Comments and lines "d-i QUESTION TYPE VALUE", in the order of `questions`; `heading` becomes a
// comment in front. A value that is the default, or empty, is left out. From a URL the part
// "user:password@" is cut, and a value that the syntax cannot hold (a newline, a backslash at its
// end) is left out; a comment says so each time.
std::string export_preseed(const std::string& heading,
                           const std::vector<PreseedQuestion>& questions, const RawAnswers& values);

} // namespace netroot::wizard
