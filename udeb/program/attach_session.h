// SPDX-License-Identifier: GPL-2.0-or-later
// All that a plan of `netroot attach` refers to, alive as long as it.
#pragma once
#include "udeb/attach/attach.h"
#include "udeb/program/front.h"
#include "udeb/program/machine_runner.h"

namespace netroot {

class DebconfQuestions : public InstallerQuestions {
public:
  explicit DebconfQuestions(tui::Debconf& debconf) : debconf_(debconf) {}
  Result<std::string> get(const std::string& question) override { return debconf_.get(question); }
  Outcome set(const std::string& question, const std::string& value) override {
    return debconf_.set(question, value);
  }

private:
  tui::Debconf& debconf_;
};

// Kept in the book; the menu item sets in debconf what changed.
class BookQuestions : public InstallerQuestions {
public:
  explicit BookQuestions(tui::AnswerBook& book) : book_(book) {}
  Result<std::string> get(const std::string& question) override { return book_.get(question); }
  Outcome set(const std::string& question, const std::string& value) override {
    book_.set(question, value);
    return {};
  }

private:
  tui::AnswerBook& book_;
};

struct AttachSession {
  explicit AttachSession(const RootDir& root) : runner(root) {}
  MachineRunner runner;
  std::unique_ptr<Kernel> kernel;
  std::optional<DebconfQuestions> questions;
  std::optional<AttachJob> job;
};

Outcome begin(AttachSession& session, const Options& options, const Answers& answers, Front& front);

} // namespace netroot
