// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/work_screen.h"
#include "tui/newt/wrap.h"
#include <algorithm>

namespace netroot::tui {
namespace {

constexpr int indent = 1;
constexpr int note_rows = 2;

} // namespace

WorkScreen::WorkScreen(const Look& look, Template words, const WorkLog& log)
    : Screen(look, std::move(words),
             {{{ButtonBar::Cancel, look.say("netroot/button/cancel")}}, ButtonBar::Cancel}),
      log_(log) {}

std::string WorkScreen::spinner() const {
  return std::string("[") + "|/-\\"[ticks_ % 4] + "] ";
}

std::string WorkScreen::head(const WorkLog::Picture& picture) const {
  if (is_cancelled_)
    return look().say("netroot/screen/cancelling");
  if (picture.number == 0)
    return look().say("netroot/screen/working");
  return look().say("netroot/screen/step", {{"NUMBER", std::to_string(picture.number)},
                                            {"COUNT", std::to_string(picture.count)}});
}

// The first row says how far this is, the last two are for the note and its bar.
void WorkScreen::paint_body(Canvas& canvas, int top, int rows) {
  const auto picture = log_.picture();
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(WorkLog::Clock::now() - picture.since);
  const auto elapsed =
      look().say("netroot/screen/seconds", {{"COUNT", std::to_string(seconds.count())}});
  const bool is_idle = picture.steps.empty() || picture.steps.back().is_done;
  canvas.put(top, indent, (is_idle || is_cancelled_ ? spinner() : "") + head(picture),
             is_cancelled_ ? Style::Warning : Style::Heading);
  canvas.put(top, canvas.size().columns - indent - columns_of(elapsed), elapsed, Style::Heading);
  const int below = paint_steps(canvas, top + 2, rows - 2 - note_rows - 1, picture);
  paint_note(canvas, below, picture.note);
}

// The last steps, when there are more than rows. Returns the row below them.
int WorkScreen::paint_steps(Canvas& canvas, int top, int rows, const WorkLog::Picture& picture) {
  const int count = static_cast<int>(picture.steps.size());
  const int shown = std::clamp(rows, 0, count);
  for (int i = 0; i < shown; ++i) {
    const auto& step = picture.steps[static_cast<size_t>(count - shown + i)];
    canvas.put(top + i, indent,
               (step.is_done ? "[x] " : spinner()) + look().glyphs.clean(step.text));
  }
  return top + shown;
}

void WorkScreen::paint_note(Canvas& canvas, int top, const std::string& note) {
  const auto lines = wrapped(look().glyphs.clean(note), canvas.size().columns - 2 * indent - 4);
  const auto share = share_in(note);
  canvas.put_lines(top, indent + 4, lines, share.all > 0 ? 1 : note_rows);
  if (share.all > 0)
    paint_bar(canvas, top + 1, share);
}

void WorkScreen::paint_bar(Canvas& canvas, int row, Share share) {
  const int percent = static_cast<int>(100 * share.done / share.all);
  const auto tail = " " + std::to_string(percent) + " %";
  const int columns = std::min(60, canvas.size().columns - 2 * indent - 4 - 8);
  const int done = static_cast<int>(columns * share.done / share.all);
  const int left = indent + 4;
  canvas.put(row, left, std::string(static_cast<size_t>(done), '#'), Style::Done);
  canvas.put(row, left + done, std::string(static_cast<size_t>(columns - done), '.'), Style::Open);
  canvas.put(row, left + columns, tail);
}

} // namespace netroot::tui
