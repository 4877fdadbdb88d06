// SPDX-License-Identifier: GPL-2.0-or-later
// A line of text to be typed.
#pragma once
#include "tui/newt/line_editor.h"
#include "tui/newt/screen.h"
#include <functional>

namespace netroot::tui {

class EntryScreen : public Screen {
public:
  // `refuse` as in Question (tui/asker.h).
  EntryScreen(const Look& look, Template words, const std::string& value,
              std::function<std::string(const std::string&)> refuse)
      : Screen(look, std::move(words), usual_buttons(look, {})),
        editor_(value, !look.glyphs.utf8()), refuse_(std::move(refuse)) {}
  const std::string& value() const { return editor_.text(); }

protected:
  std::string keys_name() const override { return "netroot/keys/entry"; }
  int body_rows() const override { return 1; }
  int message_rows() const override { return 3; }
  void paint_body(Canvas& canvas, int top, int rows) override;
  bool body_key(const Key& key) override { return editor_.handle(key); }
  std::string accept(ButtonBar::Role) override { return refuse_ ? refuse_(value()) : ""; }

private:
  LineEditor editor_;
  std::function<std::string(const std::string&)> refuse_;
};

} // namespace netroot::tui
