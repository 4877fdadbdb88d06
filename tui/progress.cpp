// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/progress.h"
#include <algorithm>
#include <string_view>
#include <unistd.h>

namespace netroot::tui {
namespace {

constexpr int progress_cancelled = 30;

void write_line(int descriptor, const std::string& text) {
  std::string line = text + "\n";
  std::string_view rest = line;
  while (!rest.empty()) {
    ssize_t wrote = write(descriptor, rest.data(), rest.size());
    if (wrote <= 0)
      return; // a terminal that went away must not stop the work
    rest.remove_prefix(static_cast<size_t>(wrote));
  }
}

} // namespace

DebconfProgress::DebconfProgress(Debconf& debconf, std::string title, std::string info,
                                 std::function<void()> cancelled)
    : debconf_(debconf), title_(std::move(title)), info_(std::move(info)),
      cancelled_(std::move(cancelled)) {}

// Otherwise replies are looked at by ask() alone: a bar that cannot be drawn is no reason to stop
// the work.
void DebconfProgress::report(const std::string& request) {
  auto reply = debconf_.ask("PROGRESS " + request);
  if (cancelled_ && reply && reply->status == progress_cancelled)
    cancelled_();
}

void DebconfProgress::say(const std::string& text) {
  (void)debconf_.substitute(info_, "TEXT", text);
  report("INFO " + info_);
}

// A second begin() replaces the bar.
void DebconfProgress::begin(const std::string& title, int steps) {
  end();
  (void)debconf_.substitute(title_, "TEXT", title);
  report("START 0 " + std::to_string(std::max(steps, 1)) + " " + title_);
  open_ = true;
}

void DebconfProgress::step(int number, const std::string& text) {
  report("SET " + std::to_string(number));
  say(text);
}

void DebconfProgress::note(const std::string& text) {
  say(text);
}

void DebconfProgress::end() {
  if (open_)
    report("STOP");
  open_ = false;
}

void PlainProgress::begin(const std::string& title, int steps) {
  steps_ = steps;
  write_line(descriptor_, title);
}

void PlainProgress::step(int number, const std::string& text) {
  write_line(descriptor_,
             "[" + std::to_string(number + 1) + "/" + std::to_string(steps_) + "] " + text);
}

void PlainProgress::note(const std::string& text) {
  write_line(descriptor_, "      " + text);
}

void PlainProgress::end() {}

} // namespace netroot::tui
