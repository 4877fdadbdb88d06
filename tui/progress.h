// SPDX-License-Identifier: GPL-2.0-or-later
// Where the steps of a plan show up: a debconf progress bar, or lines of text.
#pragma once
#include "system/step.h"
#include "tui/debconf.h"
#include <string>

namespace netroot::tui {

// PROGRESS START/SET/INFO/STOP of the debconf protocol; notes replace the INFO text.
class DebconfProgress : public Progress {
public:
  // `title` and `info` name templates (Type text) whose ${TEXT} is filled in.
  DebconfProgress(Debconf& debconf, std::string title, std::string info);
  void begin(const std::string& title, int steps) override;
  void step(int number, const std::string& text) override;
  void note(const std::string& text) override;
  void end() override;

private:
  void say(const std::string& text);
  Debconf& debconf_;
  std::string title_, info_;
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
