// SPDX-License-Identifier: GPL-2.0-or-later
// The machine behind the dialog "Attach a network disk": lists from the network or sysfs, work by
// the steps of plan_attach() (udeb/attach).
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
  OpenWire open_wire = nullptr; // null: targets are the driver's
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
  tui::Work look_for_claim(const std::string& target, std::string& owner) override;
  std::string describe(const std::string& target) override;
  std::string refuse(const std::string& question, const std::string& value) override;
  Result<std::vector<std::string>> plan(const tui::AnswerBook& book) override;
  tui::Work attach(const tui::AnswerBook& book) override;
  tui::Work take_back(const tui::AnswerBook& book) override;
  Result<Report> report(const tui::AnswerBook& book) override;
  bool is_dry_run() const override { return inputs_.dry_run; }

private:
  Outcome inspect(const TargetName& target, std::vector<std::string>& found);
  std::string claim_seen(const std::string& target);
  void remember(const std::string& target, const DiskIdentity& identity);
  const MachineInputs inputs_;
  // Where the targets of these answers come from: our own client, or the driver where no packet
  // sockets can be had. Made when it is first needed, which is after the cards were set up.
  TargetSource& source();
  void settle_cards(const tui::AnswerBook& book);
  std::vector<std::string> cards_, allowed_; // of the book, since its cards were last set up
  std::unique_ptr<TargetSource> source_;
  std::mutex mutex_;
  std::map<std::string, DiskIdentity> identities_; // of targets that were read
  std::map<std::string, std::string> claims_;      // of targets, as a person was shown them
};

} // namespace netroot::wizard
