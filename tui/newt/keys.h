// SPDX-License-Identifier: GPL-2.0-or-later
// Keys out of the bytes a terminal sends. newt's own reader waits half a second behind each Esc,
// and passes UTF-8 on byte by byte; this one tells Esc after escape_wait and gives whole
// characters. Sequences of the Linux console, xterm, screen, tmux, rxvt and the VT100 are known
// (ECMA-48; xterm's ctlseqs; console_codes(4)); others are swallowed whole.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace netroot::tui {

struct Key {
  enum Kind {
    Text, // `text` is the character, in UTF-8; a blank, too
    Enter,
    Escape,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    Backspace,
    Delete,
    EraseLine, // ^U
    EraseRest, // ^K
    EraseWord, // ^W
    Help,      // F1
    Done,      // F12: newt's "next screen"
    Interrupt, // ^C
    Redraw,    // ^L
    Unknown,   // another key: nothing happens
  };
  Kind kind = Unknown;
  std::string text = {};
  bool operator==(const Key& other) const { return kind == other.kind && text == other.text; }
};

class KeyDecoder {
public:
  using Clock = std::chrono::steady_clock;
  // A terminal sends the bytes of one key at once; a slow line takes this long at most.
  static constexpr std::chrono::milliseconds escape_wait{150};

  void feed(std::string_view bytes, Clock::time_point now);
  // The next key; nothing: no bytes are left, or those of the last key are not all here yet.
  std::optional<Key> next(Clock::time_point now);
  bool is_waiting() const { return !bytes_.empty(); }
  void clear() { bytes_.clear(); }

private:
  Key take(size_t count, Key key);
  std::optional<Key> escape_sequence(bool late);
  std::string bytes_;
  Clock::time_point fed_{};
};

} // namespace netroot::tui
