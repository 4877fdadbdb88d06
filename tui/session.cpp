// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/session.h"
#include "system/files.h"
#include <map>

namespace netroot::tui {
namespace {

// Answers may hold a server's password.
constexpr SaveOptions for_root_alone{0600};

const std::map<std::string, Error::Kind>& kinds() {
  static const std::map<std::string, Error::Kind> all = {{"failed", Error::Kind::Failed},
                                                         {"usage", Error::Kind::Usage},
                                                         {"back", Error::Kind::GoBack}};
  return all;
}

// The error's parts travel as an answer book's values, which may have several lines.
std::string text_of(const Outcome& outcome) {
  if (outcome)
    return "done\n";
  AnswerBook parts;
  for (const auto& [word, kind] : kinds())
    if (kind == outcome.error().kind)
      parts.set("kind", word);
  parts.set("what", outcome.error().what);
  parts.set("hint", outcome.error().hint);
  return parts.text();
}

Outcome broken() {
  return failure("the wizard ended without saying how",
                 "It may have been killed, or run out of memory: see /var/log/syslog. Run the menu "
                 "item again, or boot with DEBIAN_FRONTEND=text for plain questions.");
}

Outcome outcome_of(const std::string& text) {
  if (text == "done\n")
    return {};
  auto parts = AnswerBook::parse(text);
  auto kind = parts ? kinds().find(parts->get("kind")) : kinds().end();
  if (kind == kinds().end())
    return broken();
  return tl::unexpected(Error{parts->get("what"), parts->get("hint"), kind->second});
}

} // namespace

Outcome Session::begin(const AnswerBook& book, const Words& words) {
  if (auto made = make_dirs(root_, folder_); !made)
    return made;
  if (auto forgotten = forget(); !forgotten)
    return forgotten;
  if (auto saved = atomic_save(root_, file("words"), words.text(), for_root_alone); !saved)
    return saved;
  return atomic_save(root_, file("book"), book.text(), for_root_alone);
}

bool Session::has_ended() const {
  return exists(root_, file("outcome"));
}

Outcome Session::forget() {
  for (const char* old : {"outcome", "answers"})
    if (auto removed = remove_file(root_, file(old)); !removed)
      return removed;
  return {};
}

Outcome Session::end(AnswerBook& book) {
  auto how = read_file(root_, file("outcome"));
  auto answers = read_file(root_, file("answers"));
  if (!how || !answers)
    return broken();
  auto read = AnswerBook::parse(*answers);
  if (!read)
    return broken();
  book = std::move(*read);
  return outcome_of(*how);
}

Result<AnswerBook> Session::book() const {
  auto text = read_file(root_, file("book"));
  return text ? AnswerBook::parse(*text) : Result<AnswerBook>(tl::unexpected(text.error()));
}

Result<Words> Session::words() const {
  auto text = read_file(root_, file("words"));
  return text ? Words::parse(*text, file("words"), "C")
              : Result<Words>(tl::unexpected(text.error()));
}

Outcome Session::finish(const AnswerBook& book, const Outcome& outcome) {
  if (auto made = make_dirs(root_, folder_); !made)
    return made;
  if (auto saved = atomic_save(root_, file("answers"), book.text(), for_root_alone); !saved)
    return saved;
  return atomic_save(root_, file("outcome"), text_of(outcome), for_root_alone);
}

} // namespace netroot::tui
