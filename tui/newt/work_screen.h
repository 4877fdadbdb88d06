// SPDX-License-Identifier: GPL-2.0-or-later
// Work going on: the steps so far, the last with a sign of life, what it says, a bar where that can
// be told, and a button to cancel it.
#pragma once
#include "tui/newt/screen.h"
#include "tui/newt/work_log.h"

namespace netroot::tui {

class WorkScreen : public Screen {
public:
  WorkScreen(const Look& look, Template words, const WorkLog& log);
  // A person cancelled; the work has been told and ends soon.
  bool is_cancelled() const { return is_cancelled_; }
  void cancel() { is_cancelled_ = true; }
  void tick() override { ++ticks_; }

protected:
  std::string keys_name() const override { return "netroot/keys/work"; }
  int body_rows() const override { return 12; }
  void paint_body(Canvas& canvas, int top, int rows) override;

private:
  int paint_steps(Canvas& canvas, int top, int rows, const WorkLog::Picture& picture);
  void paint_note(Canvas& canvas, int top, const std::string& note);
  void paint_bar(Canvas& canvas, int row, Share share);
  std::string head(const WorkLog::Picture& picture) const;
  std::string spinner() const;

  const WorkLog& log_;
  bool is_cancelled_ = false;
  unsigned ticks_ = 0;
};

} // namespace netroot::tui
