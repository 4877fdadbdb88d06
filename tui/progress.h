// SPDX-License-Identifier: GPL-2.0-or-later
// Where the steps of a plan show up: a debconf progress bar, or lines of text.
#pragma once
#include "system/step.h"
#include "tui/debconf.h"
#include <functional>
#include <string>

namespace netroot::tui {

// PROGRESS START/SET/INFO/STOP of the debconf protocol; notes replace the INFO text.
class DebconfProgress : public Progress {
public:
  // `title` and `info` name templates (Type text) whose ${TEXT} is filled in. `cancelled` is called
  // when a person cancels; front ends offer that under the capability "progresscancel" only.
  DebconfProgress(Debconf& debconf, std::string title, std::string info,
                  std::function<void()> cancelled = {});
  void begin(const std::string& title, int steps) override;
  void step(int number, const std::string& text) override;
  void note(const std::string& text) override;
  void end() override;

private:
  void say(const std::string& text);
  void report(const std::string& request);
  Debconf& debconf_;
  std::string title_, info_;
  std::function<void()> cancelled_;
  bool open_ = false;
};

// Lines on a stream: "[2/5] load the aoe module"; for the shell and the log.
class PlainProgress : public Progress {
public:
  explicit PlainProgress(int descriptor) : descriptor_(descriptor) {}
  void begin(const std::string& title, int steps) override;
  void step(int number, const std::string& text) override;
  void note(const std::string& text) override;
  void end() override;

private:
  int descriptor_;
  int steps_ = 0;
};

} // namespace netroot::tui
