// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/list_view.h"
#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace netroot::tui {
namespace {

char lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

} // namespace

std::string in_lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), lower);
  return text;
}

bool matches(const Choice& row, const std::string& lowered) {
  return std::any_of(row.columns.begin(), row.columns.end(), [&](const std::string& cell) {
    auto found = std::search(cell.begin(), cell.end(), lowered.begin(), lowered.end(),
                             [](char a, char b) { return lower(a) == b; });
    return found != cell.end() || lowered.empty();
  });
}

void ListView::match() {
  const auto lowered = in_lower_case(filter_);
  matching_.clear();
  for (size_t i = 0; i < total(); ++i)
    if (lowered.empty() || matches((*rows_)[i], lowered))
      matching_.push_back(i);
}

void ListView::update(ChoiceList::Rows rows) {
  if (rows == rows_)
    return;
  const auto old_rows = std::move(rows_);
  const auto old_matching = std::move(matching_);
  rows_ = std::move(rows);
  match();
  auto wanted = std::find_if(matching_.begin(), matching_.end(), [&](size_t i) {
    return !wanted_.empty() && (*rows_)[i].key == wanted_;
  });
  if (wanted != matching_.end()) {
    wanted_.clear();
    place(static_cast<size_t>(wanted - matching_.begin()), static_cast<size_t>(height_) / 2);
  } else if (!old_matching.empty())
    follow((*old_rows)[old_matching[cursor_]], old_rows, old_matching);
  else
    place(0, 0);
}

// The cursor's row is looked up in the new picture; when it is not there, the nearest one below it
// that still is, or above.
void ListView::follow(const Choice& old, const ChoiceList::Rows& old_rows,
                      const std::vector<size_t>& old_matching) {
  const size_t on_screen = cursor_ - first_;
  std::unordered_map<std::string_view, size_t> places;
  for (size_t i = 0; i < matching_.size(); ++i)
    places.emplace(row(i).key, i);
  if (auto same = places.find(old.key); same != places.end())
    return place(same->second, on_screen);
  // A filter that the row no longer matches hides it; it did not vanish.
  const bool is_there = std::any_of(rows_->begin(), rows_->end(),
                                    [&](const Choice& one) { return one.key == old.key; });
  if (!is_there)
    vanished_ = old.key;
  auto neighbour = [&](size_t i) { return places.find((*old_rows)[old_matching[i]].key); };
  for (size_t i = cursor_ + 1; i < old_matching.size(); ++i)
    if (auto found = neighbour(i); found != places.end())
      return place(found->second, on_screen);
  for (size_t i = cursor_; i-- > 0;)
    if (auto found = neighbour(i); found != places.end())
      return place(found->second, on_screen);
  place(0, 0);
}

void ListView::place(size_t cursor, size_t on_screen) {
  cursor_ = cursor;
  first_ = cursor > on_screen ? cursor - on_screen : 0;
  scroll();
}

void ListView::scroll() {
  const auto height = static_cast<size_t>(height_);
  if (count() == 0) {
    cursor_ = first_ = 0;
    return;
  }
  cursor_ = std::min(cursor_, count() - 1);
  first_ = std::min(first_, cursor_);
  if (cursor_ >= first_ + height)
    first_ = cursor_ - height + 1;
  first_ = std::min(first_, count() > height ? count() - height : 0);
}

void ListView::set_height(int height) {
  height_ = std::max(1, height);
  scroll();
}

void ListView::move(int by) {
  wanted_.clear();
  if (count() == 0)
    return;
  const auto last = static_cast<long>(count()) - 1;
  cursor_ = static_cast<size_t>(std::clamp(static_cast<long>(cursor_) + by, 0L, last));
  scroll();
}

void ListView::go_home() {
  wanted_.clear();
  cursor_ = 0;
  scroll();
}

void ListView::go_end() {
  wanted_.clear();
  cursor_ = count();
  scroll();
}

void ListView::set_filter(const std::string& text) {
  const std::string key = current() ? current()->key : "";
  filter_ = text;
  match();
  auto same = std::find_if(matching_.begin(), matching_.end(),
                           [&](size_t i) { return (*rows_)[i].key == key; });
  place(same == matching_.end() ? 0 : static_cast<size_t>(same - matching_.begin()),
        static_cast<size_t>(height_) / 2);
}

void ListView::toggle(const std::string& key) {
  if (marks_.erase(key) == 0)
    marks_.insert(key);
}

std::vector<std::string> ListView::marked() const {
  std::vector<std::string> keys;
  for (size_t i = 0; i < total(); ++i)
    if (is_marked((*rows_)[i].key))
      keys.push_back((*rows_)[i].key);
  return keys;
}

std::string ListView::take_vanished() {
  return std::exchange(vanished_, {});
}

} // namespace netroot::tui
