// SPDX-License-Identifier: GPL-2.0-or-later
// ListView: the rows of a list that changes while it is shown: which of them match the filter,
// where the cursor is, which part is on the screen, what is marked. Nothing is copied a row: ten
// thousand rows cost one pass over their text when they or the filter change.
#pragma once
#include "tui/asker.h"
#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace netroot::tui {

class ListView {
public:
  // The cursor goes to the row `key` as soon as that one is there, unless it was moved before.
  explicit ListView(std::string key = {}) : wanted_(std::move(key)) {}

  // The cursor stays on its key, and its row where it is on the screen.
  void update(ChoiceList::Rows rows);
  // Rows that fit on the screen.
  void set_height(int height);

  void move(int by);
  void page(int by) { move(by * std::max(1, height_ - 1)); }
  void go_home();
  void go_end();

  // Matches in any column, upper and lower case alike.
  void set_filter(const std::string& text);
  const std::string& filter() const { return filter_; }

  size_t total() const { return rows_ ? rows_->size() : 0; }
  size_t count() const { return matching_.size(); }
  size_t first() const { return first_; }
  size_t cursor() const { return cursor_; }
  int height() const { return height_; }
  const Choice& row(size_t index) const { return (*rows_)[matching_[index]]; }
  // The row under the cursor; null when there is none.
  const Choice* current() const { return count() == 0 ? nullptr : &row(cursor_); }
  const ChoiceList::Rows& rows() const { return rows_; }

  // Marks outlive rows and filters.
  void toggle(const std::string& key);
  void mark(const std::vector<std::string>& keys) { marks_.insert(keys.begin(), keys.end()); }
  bool is_marked(const std::string& key) const { return marks_.count(key) > 0; }
  // Those of rows that are there, in the list's order.
  std::vector<std::string> marked() const;
  // The key that the cursor was on when its row vanished, once; else empty.
  std::string take_vanished();

private:
  void match();
  void follow(const Choice& old, const ChoiceList::Rows& old_rows,
              const std::vector<size_t>& old_matching);
  void place(size_t cursor, size_t on_screen);
  void scroll();

  ChoiceList::Rows rows_;
  std::string filter_;
  std::vector<size_t> matching_;  // indices into rows_
  size_t cursor_ = 0, first_ = 0; // indices into matching_
  int height_ = 1;
  std::string wanted_, vanished_;
  std::set<std::string> marks_;
};

// True when one of the row's columns has `lowered` in it; `lowered` is in lower case already.
bool matches(const Choice& row, const std::string& lowered);
// ASCII letters only: names of cards, targets and models.
std::string in_lower_case(std::string text);

} // namespace netroot::tui
