// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/screen.h"
#include "tui/newt/wrap.h"
#include <algorithm>

namespace netroot::tui {

ButtonBar usual_buttons(const Look& look, std::optional<ButtonBar::Role> focused) {
  return {{{ButtonBar::Back, look.say("netroot/button/back")},
           {ButtonBar::Continue, look.say("netroot/button/continue")}},
          focused};
}

Screen::Screen(const Look& look, Template words, ButtonBar buttons)
    : look_(look), words_(std::move(words)), text_(words_.help), buttons_(std::move(buttons)) {}

// Beside the text: an empty row before the body and one before the buttons, the buttons.
int Screen::text_rows(int rows, int columns) {
  const int wanted = static_cast<int>(text_.lines(columns - 2 * margin).size());
  const int body = body_rows();
  const int others = (body > 0 ? 1 + body : 0) + message_rows() + 2;
  if (body_grows())
    return std::min(wanted, std::max(3, rows / 5));
  return std::clamp(rows - others, std::min(wanted, 2), wanted);
}

Size Screen::inside(Size largest) {
  const int columns = std::min(largest.columns, widest());
  if (body_grows())
    return {columns, largest.rows};
  const int text = static_cast<int>(text_.lines(columns - 2 * margin).size());
  const int body = body_rows();
  const int rows = text + (body > 0 && text > 0 ? 1 : 0) + body + message_rows() + 2;
  return {columns, std::clamp(rows, std::min(4, largest.rows), largest.rows)};
}

void Screen::paint(Canvas& canvas) {
  const auto size = canvas.size();
  int text = text_rows(size.rows, size.columns);
  if (body_grows()) {
    const auto shown = first_paragraphs(text_.lines(size.columns - 2 * margin), text);
    text = static_cast<int>(shown.size());
    canvas.put_lines(0, margin, shown, text);
  } else
    text_.paint(canvas, 0, margin, text, look_);
  const int top = text > 0 ? text + 1 : 0;
  const int bottom = size.rows - 2 - message_rows();
  if (body_rows() > 0)
    paint_body(canvas, top, std::max(0, bottom - top));
  paint_message(canvas, bottom);
  buttons_.paint(canvas, size.rows - 1);
}

void Screen::paint_message(Canvas& canvas, int top) {
  if (message_.empty() || message_rows() == 0)
    return;
  const auto lines = wrapped("! " + message_, canvas.size().columns - 2 * margin);
  canvas.put_lines(top, margin, lines, message_rows(), Style::Warning);
}

Screen::Verdict Screen::press(ButtonBar::Role role) {
  if (role == ButtonBar::Back || role == ButtonBar::Cancel)
    return Verdict::Back;
  set_message(accept(role));
  return message_.empty() ? Verdict::Next : Verdict::Stay;
}

// Enter in the body means "Continue".
Screen::Verdict Screen::enter() {
  return press(buttons_.has_focus() ? buttons_.focused() : ButtonBar::Continue);
}

void Screen::move_focus(int by) {
  if (buttons_.has_focus() && buttons_.step(by))
    return;
  if (buttons_.has_focus() && body_rows() > 0)
    buttons_.leave();
  else if (by > 0)
    buttons_.focus_first();
  else
    buttons_.focus_last();
}

bool Screen::scroll(const Key& key) {
  switch (key.kind) {
  case Key::Up:
    text_.scroll(-1);
    return true;
  case Key::Down:
    text_.scroll(1);
    return true;
  case Key::PageUp:
    text_.scroll_page(-1);
    return true;
  case Key::PageDown:
    text_.scroll_page(1);
    return true;
  case Key::Home:
    text_.go_home();
    return true;
  case Key::End:
    text_.go_end();
    return true;
  default:
    return false;
  }
}

Screen::Verdict Screen::button_key(const Key& key) {
  if (key.kind == Key::Text && key.text == " ")
    return press(buttons_.focused());
  if (key.kind == Key::Left || key.kind == Key::Right)
    buttons_.step(key.kind == Key::Left ? -1 : 1);
  else if (key.kind == Key::Up && body_rows() > 0)
    buttons_.leave();
  else
    scroll(key);
  return Verdict::Stay;
}

Screen::Verdict Screen::handle(const Key& key) {
  if (key.kind == Key::Unknown)
    return Verdict::Stay;
  message_.clear();
  switch (key.kind) {
  case Key::Escape:
    return body_escape() ? Verdict::Stay : Verdict::Back;
  case Key::Enter:
    return enter();
  case Key::Done:
    // On <No> or <Yes>, what has the focus; else it is "Continue" that leads to the next screen.
    return body_rows() == 0 ? enter() : press(ButtonBar::Continue);
  case Key::Tab:
  case Key::BackTab:
    move_focus(key.kind == Key::Tab ? 1 : -1);
    return Verdict::Stay;
  default:
    break;
  }
  if (buttons_.has_focus())
    return button_key(key);
  if (body_key(key) || body_grows())
    return Verdict::Stay;
  if (key.kind == Key::Down)
    buttons_.focus(ButtonBar::Continue);
  else if (key.kind == Key::PageUp || key.kind == Key::PageDown)
    scroll(key);
  return Verdict::Stay;
}

} // namespace netroot::tui
