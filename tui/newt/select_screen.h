// SPDX-License-Identifier: GPL-2.0-or-later
// One of a few fixed choices.
#pragma once
#include "tui/newt/list_view.h"
#include "tui/newt/screen.h"
#include <functional>

namespace netroot::tui {

class SelectScreen : public Screen {
public:
  // `value`: one of the template's Choices-C.
  SelectScreen(const Look& look, Template words, const std::string& value,
               std::function<std::string(const std::string&)> refuse);
  std::string value() const { return list_.current() ? list_.current()->key : ""; }

protected:
  std::string keys_name() const override { return "netroot/keys/select"; }
  int body_rows() const override { return static_cast<int>(list_.total()); }
  int message_rows() const override { return refuse_ ? 2 : 0; }
  void paint_body(Canvas& canvas, int top, int rows) override;
  bool body_key(const Key& key) override;
  std::string accept(ButtonBar::Role) override { return refuse_ ? refuse_(value()) : ""; }

private:
  ListView list_;
  std::function<std::string(const std::string&)> refuse_;
};

} // namespace netroot::tui
