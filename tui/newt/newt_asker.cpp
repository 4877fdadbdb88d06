// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/newt_asker.h"
#include "system/interrupt.h"
#include "tui/newt/entry_screen.h"
#include "tui/newt/list_screen.h"
#include "tui/newt/select_screen.h"
#include "tui/newt/text_screen.h"
#include "tui/newt/work_screen.h"
#include "tui/newt/work_thread.h"

namespace netroot::tui {
namespace {

// Less has no room for a question, its list and its buttons.
constexpr Size smallest{60, 20};
// Work that ends sooner needs no screen of its own.
constexpr int unseen_milliseconds = 80;

tl::unexpected<Error> lost(Terminal::Event::Kind kind) {
  if (kind == Terminal::Event::Gone)
    return failure("the terminal is gone");
  return failure("interrupted");
}

bool leaves(const Key& key) {
  return key.kind == Key::Escape || key.kind == Key::Interrupt;
}

} // namespace

Outcome NewtAsker::open() {
  if (terminal_)
    return {};
  auto terminal = Terminal::open();
  if (!terminal)
    return tl::unexpected(terminal.error());
  terminal_ = std::move(*terminal);
  return {};
}

bool NewtAsker::has_room() const {
  const auto size = terminal_->size();
  return size.columns >= smallest.columns && size.rows >= smallest.rows;
}

void NewtAsker::draw(Screen& screen) {
  const auto size = terminal_->size();
  if (!has_room()) {
    terminal_->draw_bare(
        look().say("netroot/screen/too-small", {{"COLUMNS", std::to_string(size.columns)},
                                                {"ROWS", std::to_string(size.rows)}}));
    return;
  }
  Canvas canvas(screen.inside(Terminal::largest_inside(size)), terminal_->glyphs());
  screen.paint(canvas);
  terminal_->draw({screen.words().title, screen.keys()}, canvas);
}

Result<Move> NewtAsker::show(Screen& screen) {
  terminal_->close_window();
  while (true) {
    draw(screen);
    const auto event = terminal_->wait();
    screen.tick();
    if (event.kind == Terminal::Event::Gone || event.kind == Terminal::Event::Interrupted)
      return lost(event.kind);
    // What cannot be seen is not answered.
    if (event.kind != Terminal::Event::KeyPressed || (!has_room() && !leaves(event.key)))
      continue;
    if (event.key.kind == Key::Interrupt) {
      interrupt();
      return lost(Terminal::Event::Interrupted);
    }
    if (event.key.kind == Key::Help) {
      if (auto shown = help(screen); !shown)
        return tl::unexpected(shown.error());
      continue;
    }
    const auto verdict = screen.handle(event.key);
    if (verdict != Screen::Verdict::Stay)
      return verdict == Screen::Verdict::Next ? Move::Next : Move::Back;
  }
}

Outcome NewtAsker::help(const Screen& screen) {
  if (screen.words().help.empty() || dynamic_cast<const HelpScreen*>(&screen) != nullptr)
    return {};
  const auto shared = look();
  HelpScreen shown(shared, screen.words());
  auto left = show(shown);
  terminal_->close_window();
  if (!left)
    return tl::unexpected(left.error());
  return {};
}

Result<Move> NewtAsker::tell(const Question& question) {
  if (auto opened = open(); !opened)
    return tl::unexpected(opened.error());
  const auto shared = look();
  TextScreen screen(shared, shared.shown(question.name, question.variables));
  return show(screen);
}

Result<Move> NewtAsker::ask_boolean(const Question& question, bool& value) {
  if (auto opened = open(); !opened)
    return tl::unexpected(opened.error());
  const auto shared = look();
  BooleanScreen screen(shared, shared.shown(question.name, question.variables), value);
  auto move = show(screen);
  if (move && *move == Move::Next)
    value = screen.value();
  return move;
}

Result<Move> NewtAsker::ask_string(const Question& question, std::string& value) {
  if (auto opened = open(); !opened)
    return tl::unexpected(opened.error());
  const auto shared = look();
  EntryScreen screen(shared, shared.shown(question.name, question.variables), value,
                     question.refuse);
  auto move = show(screen);
  if (move && *move == Move::Next)
    value = screen.value();
  return move;
}

Result<Move> NewtAsker::ask_select(const Question& question, std::string& value) {
  if (auto opened = open(); !opened)
    return tl::unexpected(opened.error());
  const auto shared = look();
  SelectScreen screen(shared, shared.shown(question.name, question.variables), value,
                      question.refuse);
  auto move = show(screen);
  if (move && *move == Move::Next)
    value = screen.value();
  return move;
}

Template NewtAsker::list_words(const Question& question) const {
  const auto name = question.name + "/list";
  return look().shown(words_.has(name) ? name : question.name, question.variables);
}

std::string NewtAsker::headings(const Question& question) const {
  return words_.of(question.name + "/columns").title;
}

Result<Move> NewtAsker::choose_one(const Question& question, ChoiceList& list, std::string& key) {
  if (auto opened = open(); !opened)
    return tl::unexpected(opened.error());
  const auto shared = look();
  ListScreen screen(shared, list_words(question), list,
                    {ListScreen::Kind::One, headings(question), {key}, question.refuse});
  auto move = show(screen);
  if (move && *move == Move::Next)
    key = screen.chosen().front();
  return move;
}

Result<Move> NewtAsker::choose_some(const Question& question, ChoiceList& list,
                                    std::vector<std::string>& keys) {
  if (auto opened = open(); !opened)
    return tl::unexpected(opened.error());
  const auto shared = look();
  ListScreen screen(shared, list_words(question), list,
                    {ListScreen::Kind::Some, headings(question), keys, question.refuse});
  auto move = show(screen);
  if (move && *move == Move::Next)
    keys = screen.chosen();
  return move;
}

Result<Move> NewtAsker::show_list(const Question& question, ChoiceList& list) {
  if (auto opened = open(); !opened)
    return tl::unexpected(opened.error());
  const auto shared = look();
  ListScreen screen(shared, list_words(question), list,
                    {ListScreen::Kind::Read, headings(question), {}, {}});
  return show(screen);
}

Outcome NewtAsker::work(const Question& question, const Work& work) {
  if (auto opened = open(); !opened)
    return opened;
  if (was_interrupted())
    return lost(Terminal::Event::Interrupted);
  const auto shared = look();
  WorkThread thread(work);
  WorkScreen screen(shared, shared.shown(question.name, question.variables), thread.log());
  if (!thread.is_done(unseen_milliseconds))
    if (auto watched = watch(thread, screen); !watched)
      return watched;
  auto outcome = thread.outcome();
  if (screen.is_cancelled())
    clear_interrupt();
  if (!outcome && screen.is_cancelled())
    return go_back();
  return outcome;
}

// Until the work is done. Error: the terminal is gone; the thread is ended by its destructor.
Outcome NewtAsker::watch(WorkThread& thread, WorkScreen& screen) {
  terminal_->close_window();
  while (!thread.is_done()) {
    draw(screen);
    const auto event = terminal_->wait(thread.done_descriptor());
    screen.tick();
    if (event.kind == Terminal::Event::Gone)
      return lost(event.kind);
    if (event.kind != Terminal::Event::KeyPressed || screen.is_cancelled() ||
        (!has_room() && !leaves(event.key)))
      continue;
    if (event.key.kind == Key::Interrupt || screen.handle(event.key) == Screen::Verdict::Back) {
      screen.cancel();
      interrupt();
    }
  }
  return {};
}

} // namespace netroot::tui
