// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/line_editor.h"
#include "tui/newt/glyphs.h"
#include <algorithm>

namespace netroot::tui {

size_t LineEditor::behind(size_t place) const {
  return place + first_character(std::string_view(text_).substr(place)).bytes;
}

size_t LineEditor::before(size_t place) const {
  size_t previous = 0;
  for (size_t at = 0; at < place; at = behind(at))
    previous = at;
  return previous;
}

bool LineEditor::move(const Key& key) {
  switch (key.kind) {
  case Key::Left:
    cursor_ = before(cursor_);
    return true;
  case Key::Right:
    cursor_ = behind(cursor_);
    return true;
  case Key::Home:
    cursor_ = 0;
    return true;
  case Key::End:
    cursor_ = text_.size();
    return true;
  default:
    return false;
  }
}

bool LineEditor::erase(const Key& key) {
  size_t from = cursor_;
  size_t to = cursor_;
  switch (key.kind) {
  case Key::Backspace:
    from = before(cursor_);
    break;
  case Key::Delete:
    to = behind(cursor_);
    break;
  case Key::EraseLine:
    from = 0;
    break;
  case Key::EraseRest:
    to = text_.size();
    break;
  case Key::EraseWord:
    while (from > 0 && text_[from - 1] == ' ')
      --from;
    while (from > 0 && text_[from - 1] != ' ')
      --from;
    break;
  default:
    return false;
  }
  text_.erase(from, to - from);
  cursor_ = from;
  return true;
}

bool LineEditor::handle(const Key& key) {
  if (key.kind != Key::Text)
    return move(key) || erase(key);
  if (ascii_only_ && key.text.size() > 1)
    return true; // the terminal could not show it
  text_.insert(cursor_, key.text);
  cursor_ += key.text.size();
  return true;
}

LineEditor::View LineEditor::view(int columns) {
  const std::string_view all = text_;
  auto span = [&](size_t from, size_t to) { return columns_of(all.substr(from, to - from)); };
  // Some of what is around the cursor stays to be seen.
  const int margin = std::min(5, columns / 4);
  first_ = std::min(first_, cursor_);
  while (first_ > 0 && span(first_, cursor_) < margin)
    first_ = before(first_);
  while (first_ < cursor_ && span(first_, cursor_) > columns - 1)
    first_ = behind(first_);
  // What was taken away leaves no empty place at the right.
  while (first_ > 0 && span(before(first_), all.size()) <= columns - 1)
    first_ = before(first_);
  size_t end = first_;
  while (end < all.size() && span(first_, behind(end)) <= columns)
    end = behind(end);
  return {std::string(all.substr(first_, end - first_)), span(first_, cursor_), first_ > 0,
          end < all.size()};
}

} // namespace netroot::tui
