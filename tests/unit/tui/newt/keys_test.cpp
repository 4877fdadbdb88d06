// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tui/newt/keys.h"
#include <vector>

using namespace netroot::tui;
using Kinds = std::vector<Key::Kind>;

namespace {

const KeyDecoder::Clock::time_point start{};
const auto later = start + KeyDecoder::escape_wait;

Kinds kinds_of(std::string_view bytes, KeyDecoder::Clock::time_point now = later) {
  KeyDecoder decoder;
  decoder.feed(bytes, start);
  Kinds kinds;
  while (auto key = decoder.next(now))
    kinds.push_back(key->kind);
  return kinds;
}

} // namespace

TEST_CASE("arrows are known in the forms of the Linux console, xterm and the VT100") {
  CHECK(kinds_of("\033[A\033OB\033[C\033OD") == Kinds{Key::Up, Key::Down, Key::Right, Key::Left});
}

TEST_CASE("pages, Home, End and Delete are known in every terminal's form") {
  CHECK(kinds_of("\033[5~\033[6~") == Kinds{Key::PageUp, Key::PageDown});
  CHECK(kinds_of("\033[1~\033[H\033OH\033[7~") == Kinds(4, Key::Home));
  CHECK(kinds_of("\033[4~\033[F\033OF\033[8~") == Kinds(4, Key::End));
  CHECK(kinds_of("\033[3~") == Kinds{Key::Delete});
}

TEST_CASE("F1 is help on the Linux console, xterm and rxvt") {
  CHECK(kinds_of("\033[[A\033OP\033[11~") == Kinds(3, Key::Help));
  CHECK(kinds_of("\033[24~") == Kinds{Key::Done});
}

TEST_CASE("Shift-Tab is known in both forms") {
  CHECK(kinds_of("\033[Z\033\t") == Kinds{Key::BackTab, Key::BackTab});
}

TEST_CASE("a key with Ctrl or Shift counts as the key") {
  CHECK(kinds_of("\033[1;5C\033[3;2~\033[6;3~") == Kinds{Key::Right, Key::Delete, Key::PageDown});
}

TEST_CASE("Esc alone is told from the beginning of another key by time") {
  CHECK(kinds_of("\033", start).empty());
  CHECK(kinds_of("\033", later) == Kinds{Key::Escape});
  CHECK(kinds_of("\033[", start).empty());
}

TEST_CASE("Esc with a key behind it is two keys") {
  CHECK(kinds_of("\033\033", later) == Kinds{Key::Escape, Key::Escape});
  CHECK(kinds_of("\033x", start) == Kinds{Key::Escape, Key::Text});
}

TEST_CASE("a key that nobody knows is swallowed whole") {
  CHECK(kinds_of("\033[200~x") == Kinds{Key::Unknown, Key::Text});
  CHECK(kinds_of("\033[[Bx") == Kinds{Key::Unknown, Key::Text});
}

TEST_CASE("characters of several bytes come whole, whenever their bytes come") {
  KeyDecoder decoder;
  decoder.feed("\xc3", start);
  CHECK_FALSE(decoder.next(start));
  decoder.feed("\xa9", start);
  CHECK(decoder.next(start) == Key{Key::Text, "é"});
}

TEST_CASE("bytes that are no character are no text") {
  CHECK(kinds_of("\xff") == Kinds{Key::Unknown});
  CHECK(kinds_of("\xc3", later) == Kinds{Key::Unknown});
}

TEST_CASE("control keys are those of a shell's line") {
  CHECK(kinds_of("\r\n\t\x7f\b") ==
        Kinds{Key::Enter, Key::Enter, Key::Tab, Key::Backspace, Key::Backspace});
  CHECK(kinds_of("\x01\x05\x15\x0b\x17") ==
        Kinds{Key::Home, Key::End, Key::EraseLine, Key::EraseRest, Key::EraseWord});
  CHECK(kinds_of("\x03\x0c") == Kinds{Key::Interrupt, Key::Redraw});
}
