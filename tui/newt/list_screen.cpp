// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/list_screen.h"
#include "system/text.h"
#include "tui/newt/list_keys.h"
#include "tui/newt/wrap.h"
#include <algorithm>

namespace netroot::tui {
namespace {

constexpr int indent = 1;
// Below the rows: a line for the place in the list, those for details, one for what goes on.
constexpr int most_details = 6;

int details_rows(int body) {
  return std::clamp(body / 5, 1, most_details);
}

std::vector<std::string> cleaned(const std::vector<std::string>& cells, const Glyphs& glyphs) {
  std::vector<std::string> clean;
  for (auto& cell : cells)
    clean.push_back(glyphs.clean(cell));
  return clean;
}

} // namespace

ListScreen::ListScreen(const Look& look, Template words, ChoiceList& list, const Start& start)
    : Screen(look, std::move(words), usual_buttons(look, {})), list_(list), kind_(start.kind),
      refuse_(start.refuse), headings_(cleaned(split(start.headings, '|'), look.glyphs)),
      layout_(headings_),
      view_(start.kind == Kind::One && !start.keys.empty() ? start.keys[0] : ""),
      filter_("", !look.glyphs.utf8()) {
  if (kind_ == Kind::Some)
    view_.mark(start.keys);
  tick();
}

std::string ListScreen::keys_name() const {
  return kind_ == Kind::Some  ? "netroot/keys/mark"
         : kind_ == Kind::One ? "netroot/keys/select"
                              : "netroot/keys/entry";
}

void ListScreen::tick() {
  auto rows = list_.now();
  if (rows != view_.rows()) {
    view_.update(rows);
    lay_out(rows);
    if (auto vanished = view_.take_vanished(); !vanished.empty())
      news_ = look().say("netroot/screen/vanished", {{"NAME", vanished}});
  }
  attend();
}

void ListScreen::lay_out(const ChoiceList::Rows& rows) {
  layout_ = ColumnLayout(headings_);
  for (auto& row : *rows)
    layout_.add(cleaned(row.columns, look().glyphs));
}

void ListScreen::attend() {
  const auto* current = view_.current();
  if (current == nullptr || current->key == attended_)
    return;
  attended_ = current->key;
  list_.attend(attended_);
}

void ListScreen::paint_body(Canvas& canvas, int top, int rows) {
  const int details = details_rows(rows);
  const int list = std::max(1, rows - details - 3); // headings, place, what goes on
  const int columns = canvas.size().columns - 2 * indent;
  const std::string lead(kind_ == Kind::Some ? 7 : 3, ' ');
  const int wide = columns - static_cast<int>(lead.size());
  canvas.put(top, indent, lead + laid_out(headings_, layout_.widths(wide), wide, look().glyphs),
             Style::Heading);
  paint_rows(canvas, top + 1, list);
  paint_place(canvas, top + 1 + list);
  paint_details(canvas, top + 2 + list, rows - list - 2);
}

// ">" is the row under the cursor, "!" one that cannot be chosen, [*] what is marked.
std::string ListScreen::line_of(const Choice& row, bool is_current, int columns) const {
  std::string lead = is_current ? ">" : " ";
  lead += row.refusal.empty() ? "  " : "! ";
  if (kind_ == Kind::Some)
    lead += view_.is_marked(row.key) ? "[*] " : row.refusal.empty() ? "[ ] " : "    ";
  const int wide = columns - static_cast<int>(lead.size());
  return lead +
         laid_out(cleaned(row.columns, look().glyphs), layout_.widths(wide), wide, look().glyphs);
}

void ListScreen::paint_rows(Canvas& canvas, int top, int rows) {
  view_.set_height(rows);
  const int columns = canvas.size().columns - 2 * indent;
  const auto count = std::min(static_cast<size_t>(rows), view_.count() - view_.first());
  for (size_t i = 0; i < count; ++i) {
    const bool is_current = view_.first() + i == view_.cursor();
    const auto style = !is_current        ? Style::Plain
                       : body_has_focus() ? Style::CursorRow
                                          : Style::IdleRow;
    const int row = top + static_cast<int>(i);
    canvas.put(row, indent, line_of(view_.row(view_.first() + i), is_current, columns), style);
    if (is_current && body_has_focus())
      canvas.put_cursor(row, indent, false);
  }
  if (view_.count() == 0)
    canvas.put_lines(
        top, indent + 3,
        wrapped(look().say(view_.total() == 0 ? "netroot/screen/empty" : "netroot/screen/no-match"),
                columns - 3),
        rows);
}

std::string ListScreen::place_text() const {
  std::string text;
  if (kind_ == Kind::Some)
    text = look().say("netroot/screen/marked", {{"COUNT", std::to_string(view_.marked().size())}}) +
           "   ";
  const auto last = std::min(view_.count(), view_.first() + static_cast<size_t>(view_.height()));
  if (view_.count() > static_cast<size_t>(view_.height()) || !view_.filter().empty())
    text += look().say("netroot/screen/rows",
                       {{"FIRST", std::to_string(std::min(view_.first() + 1, last))},
                        {"LAST", std::to_string(last)},
                        {"COUNT", std::to_string(view_.count())}});
  return text;
}

void ListScreen::paint_place(Canvas& canvas, int row) {
  const auto place = place_text();
  canvas.put(row, canvas.size().columns - indent - columns_of(place), place, Style::Heading);
  if (!view_.filter().empty())
    canvas.put(row, indent,
               look().say("netroot/filter") + " " + look().glyphs.clean(view_.filter()) + "_",
               Style::Heading);
  else if (view_.total() > static_cast<size_t>(view_.height()))
    canvas.put(row, indent, look().say("netroot/screen/filter-hint"), Style::Heading);
}

// What is said last stands lowest and takes rows from the details when it is long.
std::vector<std::string> ListScreen::bottom_lines(int columns) const {
  if (!message().empty())
    return wrapped("! " + message(), columns);
  if (!news_.empty())
    return wrapped("! " + news_, columns);
  return {look().glyphs.cut(look().glyphs.clean(list_.status()), columns)};
}

void ListScreen::paint_details(Canvas& canvas, int top, int rows) {
  const int columns = canvas.size().columns - 2 * indent;
  const auto bottom = bottom_lines(columns);
  const int said = std::min(rows, static_cast<int>(bottom.size()));
  if (const auto* current = view_.current()) {
    std::vector<std::string> details;
    for (auto& line : current->details)
      for (auto& part : wrapped(look().glyphs.clean(line), columns))
        details.push_back(part);
    canvas.put_lines(top, indent, details, rows - said);
  }
  canvas.put_lines(top + rows - said, indent, bottom, said,
                   message().empty() && news_.empty() ? Style::Plain : Style::Warning);
}

// The filter takes letters where there is more than a screenful to look through, or nothing yet:
// what somebody types of a name while the list fills must not be lost, since Enter would take
// another row. A blank marks.
bool ListScreen::filter_key(const Key& key) {
  const bool is_filtering = !view_.filter().empty();
  const bool is_text = key.kind == Key::Text && (key.text != " " || is_filtering);
  const bool is_erasing =
      is_filtering &&
      (key.kind == Key::Backspace || key.kind == Key::EraseLine || key.kind == Key::EraseWord);
  const bool is_of_use =
      is_filtering || view_.total() == 0 || view_.total() > static_cast<size_t>(view_.height());
  if (!is_erasing && !(is_text && is_of_use))
    return false;
  filter_.handle(key);
  view_.set_filter(filter_.text());
  return true;
}

bool ListScreen::body_key(const Key& key) {
  news_.clear();
  bool known = true;
  if (kind_ == Kind::Some && key == Key{Key::Text, " "}) {
    const auto* current = view_.current();
    if (current != nullptr && !current->refusal.empty() && !view_.is_marked(current->key))
      set_message(current->refusal);
    else if (current != nullptr)
      view_.toggle(current->key);
  } else
    known = move_cursor(view_, key) || filter_key(key) || go_to_letter(view_, key);
  attend();
  return known;
}

bool ListScreen::body_escape() {
  if (view_.filter().empty())
    return false;
  filter_.handle({Key::EraseLine});
  view_.set_filter("");
  return true;
}

std::string ListScreen::accept(ButtonBar::Role) {
  news_.clear();
  return kind_ == Kind::One ? accept_one() : kind_ == Kind::Some ? accept_some() : "";
}

std::string ListScreen::accept_one() {
  const auto* current = view_.current();
  if (current == nullptr)
    return look().say(view_.total() > 0 ? "netroot/screen/no-match" : "netroot/screen/no-row");
  if (!current->refusal.empty())
    return current->refusal;
  chosen_ = {current->key};
  return refuse_ ? refuse_(current->key) : "";
}

std::string ListScreen::accept_some() {
  chosen_ = view_.marked();
  if (chosen_.empty())
    return look().say("netroot/screen/none-marked");
  for (auto& row : *view_.rows())
    if (view_.is_marked(row.key) && !row.refusal.empty())
      return row.refusal;
  return refuse_ ? refuse_(join(chosen_, " ")) : "";
}

} // namespace netroot::tui
