// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/newt/keys.h"
#include "tui/newt/glyphs.h"
#include <algorithm>
#include <array>

namespace netroot::tui {
namespace {

constexpr char escape = '\033';

struct Sequence {
  std::string_view tail; // behind "Esc [" or "Esc O", which terminals use alike
  Key::Kind kind;
};
constexpr std::array<Sequence, 22> sequences = {{
    {"A", Key::Up},       {"B", Key::Down},    {"C", Key::Right},     {"D", Key::Left},
    {"H", Key::Home},     {"F", Key::End},     {"w", Key::End},       {"Z", Key::BackTab},
    {"1~", Key::Home},    {"7~", Key::Home},   {"4~", Key::End},      {"8~", Key::End},
    {"3~", Key::Delete},  {"5~", Key::PageUp}, {"6~", Key::PageDown}, {"P", Key::Help},
    {"[A", Key::Help},    {"11~", Key::Help},  {"24~", Key::Done},    {"M", Key::Enter},
    {"2~", Key::Unknown}, {"Q", Key::Unknown},
}};

Key::Kind control_key(char byte) {
  switch (byte) {
  case '\r':
  case '\n':
    return Key::Enter;
  case '\t':
    return Key::Tab;
  case '\b':
  case '\177':
    return Key::Backspace;
  case 'A' - '@':
    return Key::Home;
  case 'B' - '@':
    return Key::Left;
  case 'C' - '@':
    return Key::Interrupt;
  case 'D' - '@':
    return Key::Delete;
  case 'E' - '@':
    return Key::End;
  case 'F' - '@':
    return Key::Right;
  case 'K' - '@':
    return Key::EraseRest;
  case 'L' - '@':
    return Key::Redraw;
  case 'N' - '@':
    return Key::Down;
  case 'P' - '@':
    return Key::Up;
  case 'U' - '@':
    return Key::EraseLine;
  case 'V' - '@':
    return Key::PageDown;
  case 'W' - '@':
    return Key::EraseWord;
  default:
    return Key::Unknown;
  }
}

// Bytes of the control sequence that begins behind "Esc [" or "Esc O"; 0: its end is not here yet.
size_t sequence_length(std::string_view tail) {
  if (tail.size() >= 2 && tail[0] == '[') // F1 to F5 of the Linux console
    return 2;
  for (size_t i = 0; i < tail.size(); ++i)
    if (tail[i] >= '@' && tail[i] <= '~' && !(i == 0 && tail[i] == '['))
      return i + 1;
  return 0;
}

// "1;5C" (with Ctrl) means the key of "C", "3;2~" that of "3~".
std::string without_modifiers(std::string_view tail) {
  const auto semicolon = tail.find(';');
  if (semicolon == std::string_view::npos)
    return std::string(tail);
  std::string number(tail.substr(0, semicolon));
  return (tail.back() == '~' ? number : "") + tail.back();
}

} // namespace

void KeyDecoder::feed(std::string_view bytes, Clock::time_point now) {
  bytes_ += bytes;
  fed_ = now;
}

Key KeyDecoder::take(size_t count, Key key) {
  bytes_.erase(0, count);
  return key;
}

std::optional<Key> KeyDecoder::escape_sequence(bool late) {
  if (bytes_.size() == 1)
    return late ? std::optional(take(1, {Key::Escape})) : std::nullopt;
  if (bytes_[1] == '\t')
    return take(2, {Key::BackTab});
  if (bytes_[1] != '[' && bytes_[1] != 'O')
    return take(1, {Key::Escape}); // what follows is a key of its own
  const auto tail = std::string_view(bytes_).substr(2);
  const size_t length = sequence_length(tail);
  if (length == 0)
    return late ? std::optional(take(1, {Key::Escape})) : std::nullopt;
  const auto name = without_modifiers(tail.substr(0, length));
  auto known = std::find_if(sequences.begin(), sequences.end(),
                            [&](const Sequence& one) { return one.tail == name; });
  return take(2 + length, {known == sequences.end() ? Key::Unknown : known->kind});
}

std::optional<Key> KeyDecoder::next(Clock::time_point now) {
  if (bytes_.empty())
    return std::nullopt;
  const bool late = now - fed_ >= escape_wait;
  const auto first = static_cast<unsigned char>(bytes_[0]);
  if (bytes_[0] == escape)
    return escape_sequence(late);
  if (first < 0x20 || first == 0x7f)
    return take(1, {control_key(bytes_[0])});
  const auto character = first_character(bytes_);
  if (character.code != replacement_character)
    return take(character.bytes, {Key::Text, bytes_.substr(0, character.bytes)});
  // Not UTF-8, or not all of it yet.
  const bool may_be_whole = late || bytes_.size() >= 4 || first < 0xc2;
  return may_be_whole ? std::optional(take(1, {Key::Unknown})) : std::nullopt;
}

} // namespace netroot::tui
