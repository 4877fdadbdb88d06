// SPDX-License-Identifier: GPL-2.0-or-later
// Canvas: what a screen wants to show, before a terminal draws it. Screens paint on it and know
// nothing of newt; tests read it.
#pragma once
#include "tui/newt/glyphs.h"
#include <optional>
#include <string>
#include <vector>

namespace netroot::tui {

// What a piece of text is. None is told by its colour alone.
enum class Style {
  Plain,
  Heading,
  CursorRow, // of a list that has the focus
  IdleRow,   // … that has not
  Button,
  FocusedButton,
  Entry,
  Warning,
  Done, // the part of a bar that is done
  Open, // … and the rest
};

struct Size {
  int columns = 80, rows = 24;
  bool operator==(const Size& other) const {
    return columns == other.columns && rows == other.rows;
  }
};

struct Spot {
  int row = 0, column = 0;
};

struct Piece {
  Spot at;
  std::string text;
  Style style = Style::Plain;
};

// The inside of a window, from row 0 and column 0 on.
class Canvas {
public:
  Canvas(Size inside, const Glyphs& glyphs) : size_(inside), glyphs_(glyphs) {}

  Size size() const { return size_; }
  const Glyphs& glyphs() const { return glyphs_; }

  // Clean text; what goes beyond the canvas is cut off.
  void put(int row, int column, const std::string& text, Style style = Style::Plain);
  // Lines from `row` on, `indent` columns from the left.
  void put_lines(int row, int indent, const std::vector<std::string>& lines, int at_most,
                 Style style = Style::Plain);
  // Where the terminal's cursor is, for braille displays and magnifiers too; `shown` where text is
  // typed.
  void put_cursor(int row, int column, bool shown);

  const std::vector<Piece>& pieces() const { return pieces_; }
  Spot cursor() const { return cursor_; }
  bool shows_cursor() const { return shows_cursor_; }
  // The rows as text, without blanks at their ends; for tests.
  std::vector<std::string> rows() const;

private:
  Size size_;
  const Glyphs& glyphs_;
  std::vector<Piece> pieces_;
  Spot cursor_;
  bool shows_cursor_ = false;
};

} // namespace netroot::tui
