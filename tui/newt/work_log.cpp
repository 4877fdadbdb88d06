// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/work_log.h"
#include "system/text.h"
#include <algorithm>

namespace netroot::tui {

WorkLog::Picture WorkLog::picture() const {
  const std::lock_guard lock(mutex_);
  return picture_;
}

void WorkLog::finish_step() {
  if (!picture_.steps.empty())
    picture_.steps.back().is_done = true;
  picture_.note.clear();
  picture_.since = Clock::now();
}

// Work may be made of several plans, one behind the other.
void WorkLog::begin(const std::string&, int steps) {
  const std::lock_guard lock(mutex_);
  finish_step();
  picture_.number = 0;
  picture_.count = steps;
}

void WorkLog::step(int number, const std::string& text) {
  const std::lock_guard lock(mutex_);
  finish_step();
  picture_.number = number + 1;
  picture_.steps.push_back({text});
}

void WorkLog::note(const std::string& text) {
  const std::lock_guard lock(mutex_);
  picture_.note = text;
}

void WorkLog::end() {
  const std::lock_guard lock(mutex_);
  finish_step();
}

Share share_in(const std::string& note) {
  const auto parts = words(note);
  for (size_t i = 1; i + 1 < parts.size(); ++i) {
    if (parts[i] != "of")
      continue;
    const auto done = parse_number(parts[i - 1]);
    const auto all = parse_number(parts[i + 1]);
    if (done && all && *all > 0)
      return {static_cast<double>(std::min(*done, *all)), static_cast<double>(*all)};
  }
  return {};
}

} // namespace netroot::tui
