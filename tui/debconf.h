// SPDX-License-Identifier: GPL-2.0-or-later
// A client of the debconf protocol (debconf-devel(7), Debian's "Configuration management protocol
// version 2.1"), for programs run from a menu item's postinst: requests go to one descriptor, replies
// come from another.
#pragma once
#include "system/result.h"
#include "system/step.h"
#include <map>
#include <string>
#include <vector>

namespace netroot::tui {

class Debconf {
public:
  // d-i's confmodule: replies on 0, requests on 3. Descriptors are not owned.
  Debconf(int replies, int requests) : replies_(replies), requests_(requests) {}

  struct Reply {
    int status = 0; // 0 ok, 10 no such question, 30 skipped or go back, others: see debconf-devel(7)
    std::string text;
  };
  // One request line ("GET netroot/target"), its reply. Error when the pipe is closed.
  Result<Reply> ask(const std::string& request);

  // "" when the question has no value or does not exist.
  Result<std::string> get(const std::string& question);
  Outcome set(const std::string& question, const std::string& value);
  // INPUT + GO. GoBack error when the user backed up. A question that was seen, or is below the
  // priority, is not shown; that is no error.
  Outcome show(const std::string& priority, const std::string& question);
  // Shows a template of Type error with ${WHAT} and ${HINT} substituted, at priority critical.
  Outcome show_error(const std::string& question, const Error& error);

private:
  int replies_;
  int requests_;
  std::string pending_;
};

// PROGRESS START/STEP/INFO/STOP of the same protocol; notes replace the INFO text.
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
