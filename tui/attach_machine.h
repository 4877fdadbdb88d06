// SPDX-License-Identifier: GPL-2.0-or-later
// What the dialog "Attach a network disk" asks of the machine. Implemented by udeb/wizard; a test
// plays it. Lists never block; what may take longer than a tenth of a second is Work.
#pragma once
#include "tui/asker.h"

namespace netroot::tui {

class AttachMachine {
public:
  virtual ~AttachMachine() = default;

  // Ethernet cards: name, link, speed, MAC, MTU (netroot/interfaces/columns).
  virtual std::unique_ptr<ChoiceList> links() = 0;
  // Those to be marked at first: all with carrier, else all.
  virtual std::vector<std::string> usual_links() = 0;

  // The aoe driver is there, or it will not be loaded (a dry run).
  virtual bool has_driver() = 0;
  virtual Work load_driver(const AnswerBook& book) = 0;
  virtual Work raise_links(const AnswerBook& book) = 0;

  // Targets that answer through the cards of the book: shelf.slot, size, model, card, what is on it
  // (netroot/target/columns); the rest in the details. Discovery goes on while the list lives.
  virtual std::unique_ptr<ChoiceList> targets(const AnswerBook& book) = 0;
  // Appends what is on the target now, one line each ("partition table: dos", "ext4 \"root\" on
  // e0.0p1, 3.0 GiB"). Nothing appended: nothing was recognised. Error: it could not be read.
  virtual Work inspect(const std::string& target, std::vector<std::string>& found) = 0;
  // Who else has claimed the target, for the question whether it is to be taken over: "shed
  // (52:54:00:12:34:56), 3 hours ago". Left empty: nobody. A null Work: nothing can tell.
  virtual Work look_for_claim(const std::string& target, std::string& owner) = 0;
  // "4.0 GiB, QEMU HARDDISK, serial 123, through ens3": for the confirmation.
  virtual std::string describe(const std::string& target) = 0;

  // Why a value of one of netroot's questions cannot be taken; empty: it can.
  virtual std::string refuse(const std::string& question, const std::string& value) = 0;
  // What attach() will do: the steps' texts, those done marked. Called beside the screen.
  virtual Result<std::vector<std::string>> plan(const AnswerBook& book) = 0;
  virtual Work attach(const AnswerBook& book) = 0;
  // Takes back what was made, after "no network disk".
  virtual Work take_back(const AnswerBook& book) = 0;

  struct Report {
    std::string target;       // what "auto" came to
    std::string sanboot;      // the lines for the PXE server
    std::string sanboot_path; // where they were saved
    std::string preseed_path; // where the answers were saved as a preseed file
    std::string preseed;      // that file
  };
  // After attach(): saves both files (a dry run saves none) and says where.
  virtual Result<Report> report(const AnswerBook& book) = 0;
  virtual bool is_dry_run() const = 0;
};

} // namespace netroot::tui
