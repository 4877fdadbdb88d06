// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/terminal.h"
#include "system/interrupt.h"
#include "tui/newt/locale.h"
#include "tui/newt/wrap.h"
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <newt.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace netroot::tui {
namespace {

constexpr int tick_milliseconds = 100;

// Each of newt's sets that shows in monochrome, too, where it has to.
int colours_of(Style style) {
  switch (style) {
  case Style::Heading:
    return NEWT_COLORSET_LABEL;
  case Style::CursorRow:
    return NEWT_COLORSET_ACTLISTBOX;
  case Style::IdleRow:
    return NEWT_COLORSET_SELLISTBOX;
  case Style::Button:
    return NEWT_COLORSET_COMPACTBUTTON;
  case Style::FocusedButton:
    return NEWT_COLORSET_ACTTEXTBOX; // ACTBUTTON is that of the large buttons
  case Style::Entry:
    return NEWT_COLORSET_ENTRY;
  case Style::Warning:
    return NEWT_COLORSET_TITLE;
  case Style::Done:
    return NEWT_COLORSET_FULLSCALE;
  case Style::Open:
    return NEWT_COLORSET_EMPTYSCALE;
  case Style::Plain:
    break;
  }
  return NEWT_COLORSET_TEXTBOX;
}

// The kernel's word; newt's size is that of its last start.
Size kernel_size() {
  winsize window{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0 && window.ws_row > 0)
    return {window.ws_col, window.ws_row};
  return {0, 0};
}

Size newt_size() {
  Size size;
  newtGetScreenSize(&size.columns, &size.rows);
  return size;
}

newtComponent label(int column, int row, const std::string& text, int colours) {
  auto made = newtLabel(column, row, text.c_str());
  newtLabelSetColors(made, colours);
  return made;
}

// Two canvases that look the same have the same.
std::string picture_of(const Window& window, const Canvas& canvas) {
  std::string picture = window.title + '\n' + window.keys;
  auto add = [&](const Spot& spot, int style, const std::string& text) {
    picture += '\n' + std::to_string(spot.row) + ' ' + std::to_string(spot.column) + ' ' +
               std::to_string(style) + ' ' + text;
  };
  for (auto& piece : canvas.pieces())
    add(piece.at, static_cast<int>(piece.style), piece.text);
  add(canvas.cursor(), canvas.shows_cursor() ? 1 : 0, "");
  return picture;
}

// A form draws its parts in their order and leaves the cursor behind the last one.
void draw_form(const Canvas& canvas) {
  auto form = newtForm(nullptr, nullptr, NEWT_FLAG_NOF12);
  const std::string blanks(static_cast<size_t>(canvas.size().columns), ' ');
  for (int row = 0; row < canvas.size().rows; ++row)
    newtFormAddComponent(form, label(0, row, blanks, NEWT_COLORSET_TEXTBOX));
  for (auto& piece : canvas.pieces())
    newtFormAddComponent(form,
                         label(piece.at.column, piece.at.row, piece.text, colours_of(piece.style)));
  newtFormAddComponent(
      form, label(canvas.cursor().column, canvas.cursor().row, "", NEWT_COLORSET_TEXTBOX));
  newtDrawForm(form);
  newtFormDestroy(form);
}

} // namespace

Result<std::unique_ptr<Terminal>> Terminal::open() {
  if (isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0)
    return failure("standard input and output are no terminal", "Run this on a console.");
  const char* type = std::getenv("TERM");
  if (type == nullptr || *type == '\0')
    return failure("the terminal's type is not known: TERM is not set",
                   "Set TERM, for example to linux or vt100.");
  catch_interrupts();
  std::unique_ptr<Terminal> terminal(new Terminal(use_locale_of_environment()));
  if (auto started = terminal->start(); !started)
    return tl::unexpected(started.error());
  return terminal;
}

Terminal::Terminal(bool utf8) : glyphs_(utf8) {}

Terminal::~Terminal() {
  stop();
}

Outcome Terminal::start() {
  started_at_ = kernel_size(); // before newt asks: a change meanwhile is one to be noticed
  if (newtInit() < 0)
    return failure("the terminal " + std::string(std::getenv("TERM")) + " cannot show screens",
                   "Set TERM, for example to linux or vt100.");
  has_started_ = true;
  newtCls();
  size_ = newt_size();
  return {};
}

void Terminal::stop() {
  if (has_started_)
    newtFinished();
  has_started_ = is_open_ = false;
  bare_.clear();
  drawn_.clear();
}

// newtResizeScreen() would leave slang's picture at the old size.
void Terminal::restart() {
  stop();
  if (!start())
    has_started_ = false; // wait() says that it is gone
}

Size Terminal::size() const {
  return size_;
}

Size Terminal::largest_inside(Size screen) {
  return {screen.columns - 4, screen.rows - 4};
}

bool Terminal::is_gone() const {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  return !has_started_ ||
         (poll(&input, 1, 0) > 0 && (input.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0);
}

void Terminal::open_window(const Window& window, Size inside) {
  close_window();
  keys_.clear();
  const int left = (size_.columns - inside.columns) / 2;
  const int top = std::max(1, (size_.rows - 1 - inside.rows) / 2);
  // newt throws away what was typed so far and would not notice that there is no terminal any more.
  if (is_gone() || newtOpenWindow(left, top, static_cast<unsigned>(inside.columns),
                                  static_cast<unsigned>(inside.rows), window.title.c_str()) != 0)
    return;
  is_open_ = true;
  open_title_ = window.title;
  open_inside_ = inside;
}

void Terminal::close_window() {
  if (is_open_)
    newtPopWindowNoRefresh();
  is_open_ = false;
  drawn_.clear();
}

void Terminal::draw(const Window& window, const Canvas& canvas) {
  if (!has_started_)
    return;
  if (!is_open_ || window.title != open_title_ || !(canvas.size() == open_inside_))
    open_window(window, canvas.size());
  // Even what changes nothing moves the cursor to and fro, ten times a second.
  auto picture = picture_of(window, canvas);
  if (picture == drawn_)
    return;
  drawn_ = std::move(picture);
  newtPopHelpLine();
  newtPushHelpLine(glyphs_.cut("  " + window.keys, size_.columns - 1).c_str());
  newtCursorOff();
  draw_form(canvas);
  if (canvas.shows_cursor())
    newtCursorOn();
  newtRefresh();
}

void Terminal::draw_bare(const std::string& text) {
  if (!has_started_ || text == bare_)
    return;
  close_window();
  bare_ = text;
  newtCls();
  int row = 0;
  for (auto& line : wrapped(text, size_.columns - 1))
    if (row < size_.rows)
      newtDrawRootText(0, row++, line.c_str());
  newtRefresh();
}

bool Terminal::read_keys(int wake) {
  std::array<pollfd, 2> watched = {{{STDIN_FILENO, POLLIN, 0}, {wake, POLLIN, 0}}};
  if (poll(watched.data(), watched.size(), tick_milliseconds) <= 0 || watched[0].revents == 0)
    return true; // nothing, a signal, or what was waited for
  std::array<char, 256> bytes;
  const auto count = read(STDIN_FILENO, bytes.data(), bytes.size());
  if (count > 0)
    keys_.feed({bytes.data(), static_cast<size_t>(count)}, KeyDecoder::Clock::now());
  return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
}

Terminal::Event Terminal::wait(int wake) {
  if (is_gone())
    return {Event::Gone};
  auto key = keys_.next(KeyDecoder::Clock::now());
  if (!key) {
    if (!read_keys(wake))
      return {Event::Gone};
    key = keys_.next(KeyDecoder::Clock::now());
  }
  if (was_interrupted())
    return {Event::Interrupted};
  if (!(kernel_size() == started_at_) || (key && key->kind == Key::Redraw)) {
    restart();
    return {Event::Resized};
  }
  return key ? Event{Event::KeyPressed, *key} : Event{Event::Tick};
}

} // namespace netroot::tui
