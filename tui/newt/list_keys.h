// SPDX-License-Identifier: GPL-2.0-or-later
// What keys do to the cursor of a list.
#pragma once
#include "tui/newt/keys.h"
#include "tui/newt/list_view.h"

namespace netroot::tui {

// Arrows, pages, Home and End; false for other keys.
bool move_cursor(ListView& list, const Key& key);
// A letter leads to the next row that begins with it; false for other keys.
bool go_to_letter(ListView& list, const Key& key);

} // namespace netroot::tui
