// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/entry_screen.h"

namespace netroot::tui {
namespace {

constexpr int indent = 2;

} // namespace

// "<" and ">" beside the entry: there is more of it. What is free is underlined, as a terminal may
// not show its colour.
void EntryScreen::paint_body(Canvas& canvas, int top, int rows) {
  if (rows < 1)
    return;
  const int columns = canvas.size().columns - 2 * indent;
  auto view = editor_.view(columns);
  std::string line = look().glyphs.clean(view.text);
  line.append(static_cast<size_t>(std::max(0, columns - columns_of(line))), '_');
  canvas.put(top, indent, line, Style::Entry);
  if (view.before)
    canvas.put(top, indent - 1, "<");
  if (view.behind)
    canvas.put(top, indent + columns, ">");
  if (body_has_focus())
    canvas.put_cursor(top, indent + view.cursor, true);
}

} // namespace netroot::tui
