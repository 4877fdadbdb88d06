// SPDX-License-Identifier: GPL-2.0-or-later
// Text to be read, and questions that the buttons answer.
#pragma once
#include "tui/newt/screen.h"

namespace netroot::tui {

class TextScreen : public Screen {
public:
  TextScreen(const Look& look, Template words)
      : Screen(look, std::move(words), usual_buttons(look, ButtonBar::Continue)) {}

protected:
  std::string keys_name() const override { return "netroot/keys/text"; }
};

class BooleanScreen : public Screen {
public:
  // The button of `value` has the focus.
  BooleanScreen(const Look& look, Template words, bool value)
      : Screen(look, std::move(words),
               {{{ButtonBar::Back, look.say("netroot/button/back")},
                 {ButtonBar::Yes, look.say("netroot/button/yes")},
                 {ButtonBar::No, look.say("netroot/button/no")}},
                value ? ButtonBar::Yes : ButtonBar::No}),
        value_(value) {}
  bool value() const { return value_; }

protected:
  std::string keys_name() const override { return "netroot/keys/text"; }
  std::string accept(ButtonBar::Role role) override {
    value_ = role == ButtonBar::Yes;
    return {};
  }

private:
  bool value_;
};

// The whole help of another screen.
class HelpScreen : public Screen {
public:
  HelpScreen(const Look& look, const Template& of)
      : Screen(
            look, help_of(look, of),
            {{{ButtonBar::Continue, look.say("netroot/button/continue")}}, ButtonBar::Continue}) {}

protected:
  std::string keys_name() const override { return "netroot/keys/help"; }

private:
  static Template help_of(const Look& look, const Template& of) {
    Template words;
    words.title = look.say("netroot/screen/help") + ": " + of.title;
    words.help = of.help;
    return words;
  }
};

} // namespace netroot::tui
