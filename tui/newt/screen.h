// SPDX-License-Identifier: GPL-2.0-or-later
// Screen: one question on the terminal: its text, what is to be filled in (the body), buttons. A
// class per kind of question fills in the body. Nothing here blocks or knows newt.
#pragma once
#include "tui/newt/button_bar.h"
#include "tui/newt/keys.h"
#include "tui/newt/text_view.h"

namespace netroot::tui {

class Screen {
public:
  enum class Verdict { Stay, Next, Back };

  Screen(const Look& look, Template words, ButtonBar buttons);
  virtual ~Screen() = default;
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  const Template& words() const { return words_; }
  // The line at the bottom: which keys do what.
  std::string keys() const { return look_.say(keys_name()); }
  // The size it would like, at most `largest`.
  Size inside(Size largest);
  void paint(Canvas& canvas);
  Verdict handle(const Key& key);
  // A tenth of a second went by.
  virtual void tick() {}

protected:
  const Look& look() const { return look_; }
  ButtonBar& buttons() { return buttons_; }
  const ButtonBar& buttons() const { return buttons_; }
  bool body_has_focus() const { return !buttons_.has_focus(); }
  // Why the last key did not do what it was meant to; until the next key.
  const std::string& message() const { return message_; }
  void set_message(std::string text) { message_ = look_.glyphs.clean(text); }

  virtual std::string keys_name() const = 0;
  // Rows of the body: what it would like; 0: there is none.
  virtual int body_rows() const { return 0; }
  // A body that grows takes all room there is; the text gets its first paragraphs only.
  virtual bool body_grows() const { return false; }
  // Rows below the body, kept for refusals.
  virtual int message_rows() const { return 0; }
  virtual int widest() const { return 76; }
  virtual void paint_body(Canvas& /*canvas*/, int /*top*/, int /*rows*/) {}
  // True when the key meant something to the body, which has the focus.
  virtual bool body_key(const Key& /*key*/) { return false; }
  // True when Esc had something to take back in the body.
  virtual bool body_escape() { return false; }
  // The answer is taken, or why it cannot be. `role` is Continue, Yes or No.
  virtual std::string accept(ButtonBar::Role /*role*/) { return {}; }

private:
  static constexpr int margin = 1;
  int text_rows(int rows, int columns);
  void paint_message(Canvas& canvas, int top);
  Verdict press(ButtonBar::Role role);
  Verdict enter();
  void move_focus(int by);
  bool scroll(const Key& key);
  Verdict button_key(const Key& key);

  const Look& look_;
  Template words_;
  TextView text_;
  ButtonBar buttons_;
  std::string message_;
};

// "Go Back" and "Continue".
ButtonBar usual_buttons(const Look& look, std::optional<ButtonBar::Role> focused);

} // namespace netroot::tui
