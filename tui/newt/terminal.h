// SPDX-License-Identifier: GPL-2.0-or-later
// Terminal: newt's windows, labels and colours on this process's terminal, and its keys. The only
// place that knows newt. One at a time; the terminal is as before when it is gone.
#pragma once
#include "system/result.h"
#include "tui/newt/canvas.h"
#include "tui/newt/keys.h"
#include <memory>

namespace netroot::tui {

// A window to be drawn.
struct Window {
  std::string title;
  std::string keys; // the line at the bottom of the screen
};

class Terminal {
public:
  // Error: standard input and output are no terminal. Interrupts are caught
  // (system/interrupt.h), so that they end a screen and not the process in the middle of it.
  static Result<std::unique_ptr<Terminal>> open();
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  const Glyphs& glyphs() const { return glyphs_; }
  // Of the whole screen.
  Size size() const;
  // What the inside of a window may have at most: the frame, its shadow and the line of keys apart.
  static Size largest_inside(Size screen);

  // Draws the window with the canvas inside, in the middle of the screen. Keys typed before a new
  // window came up are dropped, as debian-installer does: they were meant for another one.
  void draw(const Window& window, const Canvas& canvas);
  // Without a window, for a terminal that has no room for one; draw() comes after a resize only.
  void draw_bare(const std::string& text);
  // The window is closed; the next draw() opens a new one.
  void close_window();

  struct Event {
    enum Kind { KeyPressed, Tick, Resized, Gone, Interrupted } kind = Tick;
    Key key = {};
  };
  // The next key; Tick when none came within a tenth of a second. Gone: the terminal went away.
  // Resized: all has to be drawn again. `wake`: a descriptor whose being readable ends the wait,
  // too.
  Event wait(int wake = -1);

private:
  explicit Terminal(bool utf8);
  Outcome start();
  void restart();
  void stop();
  void open_window(const Window& window, Size inside);
  bool is_gone() const;
  bool read_keys(int wake);

  Glyphs glyphs_;
  KeyDecoder keys_;
  Size size_;
  Size started_at_{0, 0}; // by the kernel's word; newt's may differ
  std::string bare_;      // what stands there without a window
  std::string open_title_;
  Size open_inside_{0, 0};
  std::string drawn_;    // what stands in the window
  bool is_open_ = false; // a window
  bool has_started_ = false;
};

} // namespace netroot::tui
