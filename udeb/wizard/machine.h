// SPDX-License-Identifier: GPL-2.0-or-later
// The machine behind the dialog "Attach a network disk": lists from sysfs, work by the steps of
// plan_attach() (udeb/attach).
#pragma once
#include "tui/attach_machine.h"
#include "udeb/attach/attach.h"
#include "udeb/wizard/target_list.h"

namespace netroot::wizard {

struct MachineInputs {
  RootDir root;
  Runner& runner;                          // outlives the machine; runs the machine's programs
  InstallerQuestions* questions = nullptr; // null: partman is not led anywhere
  bool dry_run = false;                    // no work does anything, nothing is asked of the network
  // The program that reads disks (udeb/probe/probe.h).
  std::vector<std::string> probe = {"/proc/self/exe", probe_verb};
};

// Work that it gave may run after the book has changed, but not after the machine has gone.
class Machine : public tui::AttachMachine {
public:
  explicit Machine(MachineInputs inputs);
  ~Machine() override;

  std::unique_ptr<tui::ChoiceList> links() override;
  std::vector<std::string> usual_links() override;
  bool has_driver() override;
  tui::Work load_driver(const tui::AnswerBook& book) override;
  tui::Work raise_links(const tui::AnswerBook& book) override;
  std::unique_ptr<tui::ChoiceList> targets(const tui::AnswerBook& book) override;
  tui::Work inspect(const std::string& target, std::vector<std::string>& found) override;
  std::string describe(const std::string& target) override;
  std::string refuse(const std::string& question, const std::string& value) override;
  Result<std::vector<std::string>> plan(const tui::AnswerBook& book) override;
  tui::Work attach(const tui::AnswerBook& book) override;
  tui::Work take_back(const tui::AnswerBook& book) override;
  Result<Report> report(const tui::AnswerBook& book) override;
  bool is_dry_run() const override { return inputs_.dry_run; }

private:
  Outcome inspect(const TargetName& target, std::vector<std::string>& found);
  void remember(const std::string& target, const DiskIdentity& identity);
  const MachineInputs inputs_;
  std::unique_ptr<TargetSource> source_;
  std::mutex mutex_;
  std::map<std::string, DiskIdentity> identities_; // of targets that were read
};

} // namespace netroot::wizard
