// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/list_keys.h"

namespace netroot::tui {

bool move_cursor(ListView& list, const Key& key) {
  switch (key.kind) {
  case Key::Up:
    list.move(-1);
    return true;
  case Key::Down:
    list.move(1);
    return true;
  case Key::PageUp:
    list.page(-1);
    return true;
  case Key::PageDown:
    list.page(1);
    return true;
  case Key::Home:
    list.go_home();
    return true;
  case Key::End:
    list.go_end();
    return true;
  default:
    return false;
  }
}

bool go_to_letter(ListView& list, const Key& key) {
  if (key.kind != Key::Text || list.count() == 0)
    return false;
  const auto wanted = in_lower_case(key.text);
  for (size_t i = 1; i <= list.count(); ++i) {
    const size_t index = (list.cursor() + i) % list.count();
    const auto& columns = list.row(index).columns;
    if (!columns.empty() && in_lower_case(columns[0]).compare(0, wanted.size(), wanted) == 0) {
      list.move(static_cast<int>(index) - static_cast<int>(list.cursor()));
      break;
    }
  }
  return true;
}

} // namespace netroot::tui
