// SPDX-License-Identifier: GPL-2.0-or-later
// A table that may change while it is shown: one row to be chosen, some to be marked, or all to be
// read. Below the headings and rows: the filter and where in the list this is; what is known of the
// row under the cursor; what goes on, or why a key was refused.
#pragma once
#include "tui/newt/columns.h"
#include "tui/newt/line_editor.h"
#include "tui/newt/list_view.h"
#include "tui/newt/screen.h"
#include <functional>

namespace netroot::tui {

class ListScreen : public Screen {
public:
  enum class Kind { One, Some, Read };
  struct Start {
    Kind kind = Kind::Read;
    std::string headings;          // "Target|Size|Model"
    std::vector<std::string> keys; // where the cursor starts, or what is marked
    std::function<std::string(const std::string&)> refuse = {};
  };
  ListScreen(const Look& look, Template words, ChoiceList& list, const Start& start);

  // The chosen row's, or those marked.
  const std::vector<std::string>& chosen() const { return chosen_; }
  void tick() override;

protected:
  std::string keys_name() const override;
  int body_rows() const override { return 12; }
  bool body_grows() const override { return true; }
  int widest() const override { return 140; }
  void paint_body(Canvas& canvas, int top, int rows) override;
  bool body_key(const Key& key) override;
  bool body_escape() override;
  std::string accept(ButtonBar::Role role) override;

private:
  void lay_out(const ChoiceList::Rows& rows);
  void paint_rows(Canvas& canvas, int top, int rows);
  std::string line_of(const Choice& row, bool is_current, int columns) const;
  void paint_place(Canvas& canvas, int row);
  std::string place_text() const;
  void paint_details(Canvas& canvas, int top, int rows);
  std::vector<std::string> bottom_lines(int columns) const;
  void attend();
  bool filter_key(const Key& key);
  std::string accept_one();
  std::string accept_some();

  ChoiceList& list_;
  Kind kind_;
  std::function<std::string(const std::string&)> refuse_;
  std::vector<std::string> headings_;
  ColumnLayout layout_;
  ListView view_;
  LineEditor filter_;
  std::string attended_, news_;
  std::vector<std::string> chosen_;
};

} // namespace netroot::tui
