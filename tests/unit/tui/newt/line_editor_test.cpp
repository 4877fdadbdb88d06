// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/tui/newt/utf8_locale.h"
#include "tui/newt/line_editor.h"

using namespace netroot::tui;

namespace {

void type(LineEditor& editor, const std::string& text) {
  for (char byte : text)
    editor.handle({Key::Text, std::string(1, byte)});
}

} // namespace

TEST_CASE("text is typed at the cursor, which starts at the end") {
  LineEditor editor("e0");
  type(editor, ".0");
  CHECK(editor.text() == "e0.0");
  editor.handle({Key::Home});
  type(editor, "x");
  CHECK(editor.text() == "xe0.0");
}

TEST_CASE("whole characters are moved over and erased") {
  LineEditor editor("aé");
  editor.handle({Key::Backspace});
  CHECK(editor.text() == "a");
  editor.handle({Key::Text, "ß"});
  editor.handle({Key::Left});
  editor.handle({Key::Delete});
  CHECK(editor.text() == "a");
}

TEST_CASE("nothing happens at the ends") {
  LineEditor editor("a");
  editor.handle({Key::Right});
  editor.handle({Key::Delete});
  editor.handle({Key::Home});
  editor.handle({Key::Left});
  editor.handle({Key::Backspace});
  CHECK(editor.text() == "a");
}

TEST_CASE("a line, its rest and a word can be erased at once") {
  LineEditor editor("one two");
  editor.handle({Key::EraseWord});
  CHECK(editor.text() == "one ");
  editor.handle({Key::Home});
  editor.handle({Key::EraseRest});
  CHECK(editor.text().empty());
  type(editor, "abc");
  editor.handle({Key::EraseLine});
  CHECK(editor.text().empty());
}

TEST_CASE("keys that mean nothing to a line are left to others") {
  LineEditor editor("a");
  CHECK_FALSE(editor.handle({Key::Down}));
  CHECK_FALSE(editor.handle({Key::PageUp}));
}

TEST_CASE("a terminal without UTF-8 takes ASCII only") {
  LineEditor editor("", true);
  editor.handle({Key::Text, "é"});
  editor.handle({Key::Text, "e"});
  CHECK(editor.text() == "e");
}

TEST_CASE("a short text is seen whole") {
  LineEditor editor("abc");
  const auto view = editor.view(10);
  CHECK(view.text == "abc");
  CHECK(view.cursor == 3);
  CHECK_FALSE(view.before);
  CHECK_FALSE(view.behind);
}

TEST_CASE("a long text scrolls so that the cursor is seen") {
  LineEditor editor("abcdefghijklmnop");
  auto view = editor.view(8);
  CHECK(view.text == "jklmnop");
  CHECK(view.cursor == 7);
  CHECK(view.before);
  CHECK_FALSE(view.behind);
  editor.handle({Key::Home});
  view = editor.view(8);
  CHECK(view.text == "abcdefgh");
  CHECK(view.cursor == 0);
  CHECK(view.behind);
}

TEST_CASE("text taken away leaves no empty place at the right") {
  LineEditor editor("abcdefghijklmnop");
  editor.view(8);
  for (int i = 0; i < 12; ++i)
    editor.handle({Key::Backspace});
  CHECK(editor.view(8).text == "abcd");
}

TEST_CASE("wide characters scroll by their columns") {
  netroot::test::use_utf8_locale();
  LineEditor editor("一二三四五六");
  const auto view = editor.view(8);
  CHECK(view.text == "四五六"); // 6 columns, and one for the cursor
  CHECK(view.cursor == 6);
}
