// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/program/front.h"
#include "system/files.h"
#include "system/log.h"
#include "tui/preseed.h"
#include "udeb/attach/question_database.h"
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace netroot {
namespace {

// Screens without an answer, which a preseed file can pass over.
constexpr std::array<std::string_view, 5> notes = {"netroot/summary", "netroot/result",
                                                   "netroot/bootable/summary", "netroot/checks",
                                                   "netroot/bootable/result"};

// Rescue mode takes a disk whatever is on it and whoever has it, and lays no hand on it.
constexpr std::array<std::pair<const char*, const char*>, 3> rescue_answers = {
    {{"netroot/overwrite", "true"}, {"netroot/claim", "false"}, {"netroot/reserve", "false"}}};

constexpr int debconf_replies = 0, debconf_requests = 3;

// A daemon that we start must not hold the installer's pipes and terminals (3 to 6 in
// debian-installer).
void keep_descriptors_to_ourselves() {
  for (int descriptor = 3; descriptor < 10; ++descriptor)
    fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

void print_error(const Error& error) {
  std::fprintf(stderr, "netroot: %s\n", error.what.c_str());
  if (!error.hint.empty())
    std::fprintf(stderr, "netroot: %s\n", error.hint.c_str());
}

} // namespace

Front::Front(const Options& options) : options_(options) {
  if (options.debconf) {
    debconf_.emplace(debconf_replies, debconf_requests);
    progress_ = std::make_unique<tui::DebconfProgress>(*debconf_, "netroot/progress/title",
                                                       "netroot/progress/info");
  } else {
    progress_ = std::make_unique<tui::PlainProgress>(STDERR_FILENO);
  }
}

Outcome Front::open() {
  if (!debconf_)
    return {};
  if (fcntl(debconf_requests, F_GETFD) < 0)
    return usage_error("--debconf is for the installer's menu items: descriptor 3 is not open",
                       "Leave --debconf out, or source /usr/share/debconf/confmodule first.");
  keep_descriptors_to_ourselves();
  auto started = debconf_->start();
  open_ = started.has_value();
  return started;
}

Front::~Front() {
  if (open_)
    (void)debconf_->finish();
}

// Two prefixes of one file: an unknown name under ours is an error, one of the installer's is not.
Result<RawAnswers> Front::from_file(const std::string& prefix) {
  if (options_.answers_file.empty())
    return RawAnswers{};
  // The file is the caller's, relative to where he stands; --root is about the machine only.
  auto text = read_file(RootDir::host(), std::filesystem::absolute(options_.answers_file).string());
  if (!text)
    return usage_error(text.error().what, "--answers takes a file in debconf preseed syntax.");
  return tui::parse_preseed(*text, options_.answers_file, prefix);
}

Result<RawAnswers> Front::from_debconf(const std::vector<std::string>& questions) {
  RawAnswers answers;
  for (const std::string& question : questions) {
    auto value = debconf_->get(question);
    if (!value)
      return tl::unexpected(value.error());
    if (!value->empty())
      answers[question] = *value;
  }
  return answers;
}

// The installer's rescue mode takes a disk to repair what is on it; no partitioner follows.
Result<bool> Front::is_rescue() {
  auto value = debconf_->get("rescue/enable");
  return value ? Result<bool>(*value == "true") : tl::unexpected(value.error());
}

Result<RawAnswers> Front::own_answers() {
  if (!debconf_)
    return from_file("netroot/");
  if (auto unknown = refuse_unknown_questions(options_.root, *debconf_); !unknown)
    return tl::unexpected(unknown.error());
  auto answers = from_debconf({known_questions().begin(), known_questions().end()});
  auto rescue = is_rescue();
  if (!rescue)
    return tl::unexpected(rescue.error());
  if (answers && *rescue)
    for (const auto& [question, value] : rescue_answers)
      (*answers)[question] = value;
  return answers;
}

Result<Answers> Front::answers() {
  auto raw = own_answers();
  return raw ? to_answers(*raw) : Result<Answers>(tl::unexpected(raw.error()));
}

Result<RawAnswers> Front::installer_answers(const std::vector<std::string>& questions) {
  if (debconf_)
    return from_debconf(questions);
  RawAnswers answers;
  for (const std::string& question : questions) {
    auto found = from_file(question);
    if (!found)
      return found;
    if (auto value = found->find(question); value != found->end())
      answers.insert(*value);
  }
  return answers;
}

Result<tui::AnswerBook> Front::book(const std::vector<std::string>& installer_questions) {
  auto own = own_answers();
  auto installer = own ? installer_answers(installer_questions) : own;
  if (!installer)
    return tl::unexpected(installer.error());
  tui::AnswerBook book;
  for (const auto& answers : {*own, *installer})
    for (const auto& [question, value] : answers)
      book.set(question, value);
  std::vector<std::string_view> asked = known_questions();
  asked.insert(asked.end(), notes.begin(), notes.end());
  for (std::string_view name : asked) {
    const std::string question(name);
    auto seen = debconf_->seen(question);
    if (!seen)
      return tl::unexpected(seen.error());
    if (*seen)
      book.give(question, book.get(question));
  }
  auto rescue = is_rescue();
  if (!rescue)
    return tl::unexpected(rescue.error());
  if (*rescue)
    for (const auto& [question, value] : rescue_answers)
      book.give(question, value);
  auto priority = debconf_->get("debconf/priority");
  if (!priority)
    return tl::unexpected(priority.error());
  book.threshold = tui::parse_priority(*priority).value_or(tui::Priority::High);
  return book;
}

Outcome Front::take(const tui::AnswerBook& before, const tui::AnswerBook& after) {
  for (const auto& [question, value] : after.values())
    if (value != before.get(question))
      if (auto set = debconf_->set(question, value); !set)
        return set;
  return {};
}

void Front::report(const Error& error) {
  if (error.kind == Error::Kind::GoBack)
    return;
  log::error(error.text());
  // A dry run opens no screen, not even for an error.
  if (!open_ || options_.dry_run || !debconf_->show_error("netroot/error", error))
    print_error(error);
}

} // namespace netroot
