// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/udeb/attach/played_machine.h"
#include "tui/preseed.h"
#include "udeb/attached_disk.h"
#include "udeb/wizard/machine.h"
#include <sys/stat.h>
#include <thread>

using namespace netroot;
using netroot::test::PlayedMachine;
using netroot::test::QuietProgress;
using Lines = std::vector<std::string>;
using std::chrono::milliseconds;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct Wizard : PlayedMachine {
  explicit Wizard(bool dry_run = false) : dry(dry_run) {
    machine.put("/sys/module/aoe/refcnt", "0\n");
    add_link("ens3", true, true);
    add_link("ens4", true, false);
  }
  wizard::Machine& wizard() {
    if (!made)
      made = std::make_unique<wizard::Machine>(
          wizard::MachineInputs{machine.root(), runner, nullptr, dry, {NETROOT_PROBE_CHILD}});
    return *made;
  }
  // A disk with an area of swap, "mine", on it.
  void put_swap(const std::string& name) const {
    std::string header(8192, '\0');
    header.replace(1024, 4, std::string("\1\0\0\0", 4));
    header.replace(1028, 4, std::string("\xff\0\0\0", 4));
    header.replace(1052, 4, "mine");
    header.replace(4086, 10, "SWAPSPACE2");
    machine.put("/dev/etherd/" + name, header);
    std::filesystem::resize_file(machine.root().at("/dev/etherd/" + name), 1 << 20);
  }
  const bool dry;
  std::unique_ptr<wizard::Machine> made;
  tui::AnswerBook book;
};

// Until `what` holds, for at most five seconds.
bool comes(const std::function<bool()>& what) {
  for (int i = 0; i < 500 && !what(); ++i)
    std::this_thread::sleep_for(milliseconds(10));
  return what();
}

const tui::Choice* row(const tui::ChoiceList::Rows& rows, const std::string& key) {
  for (const tui::Choice& choice : *rows)
    if (choice.key == key)
      return &choice;
  return nullptr;
}

std::string column(tui::ChoiceList& list, const std::string& key, size_t number) {
  auto rows = list.now();
  const auto* found = row(rows, key);
  return found == nullptr ? "" : found->columns[number];
}

} // namespace

TEST_CASE("cards with carrier are the usual ones, else all real ones") {
  Wizard w;
  CHECK(w.wizard().usual_links() == Lines{"ens3"});
  w.set_carrier("ens3", false);
  CHECK(w.wizard().usual_links() == Lines{"ens3", "ens4"});
}

TEST_CASE("a dry run needs no driver, a real one sees whether it is there") {
  Wizard w;
  CHECK(w.wizard().has_driver());
  std::filesystem::remove_all(w.machine.root().at("/sys/module/aoe"));
  CHECK_FALSE(w.wizard().has_driver());
  Wizard dry(true);
  std::filesystem::remove_all(dry.machine.root().at("/sys/module/aoe"));
  CHECK(dry.wizard().has_driver());
}

TEST_CASE("the list of targets tells what is on each, and the confirmation has the identity") {
  Wizard w;
  w.add_target("e0.0");
  w.add_target("e0.1");
  w.put_swap("e0.1");
  std::string identity(identity_size, '\0');
  identity.replace(54, 4, "babe");
  identity.replace(20, 2, "1s");
  w.machine.put("/dev/etherd/identify/e0.1", identity);
  auto list = w.wizard().targets(w.book);
  CHECK(comes([&] { return column(*list, "e0.1", 4) == "swap \"mine\""; }));
  CHECK(comes([&] { return column(*list, "e0.0", 4) == "blank"; }));
  CHECK(column(*list, "e0.1", 2) == "abeb");
  CHECK(w.machine.get("/dev/etherd/discover") == "\n");
  CHECK(list->status() == "looking for targets on all cards");
  list.reset();
  CHECK(w.wizard().describe("e0.1") == "4.0 GiB, abeb, serial s1, through ens3");
  CHECK(w.wizard().describe("e0.7").empty());
}

TEST_CASE("a target that comes is shown, and one that goes leaves the list") {
  Wizard w;
  auto list = w.wizard().targets(w.book);
  auto empty = list->now();
  CHECK(empty->empty());
  CHECK(list->now() == empty);
  w.add_target("e5.3");
  CHECK(comes([&] { return row(list->now(), "e5.3") != nullptr; }));
  std::filesystem::remove_all(w.machine.root().at("/sys/block/etherd!e5.3"));
  CHECK(comes([&] { return list->now()->empty(); }));
}

TEST_CASE("nothing changes: the picture stays the same one") {
  Wizard w;
  w.add_target("e0.0");
  auto list = w.wizard().targets(w.book);
  REQUIRE(comes([&] { return column(*list, "e0.0", 4) == "blank"; }));
  auto before = list->now();
  std::this_thread::sleep_for(milliseconds(1300)); // a look at sysfs lies in between
  CHECK(list->now() == before);
}

TEST_CASE("only targets that answer through the chosen cards are listed") {
  Wizard w;
  w.add_target("e0.0", 4096, "up", "ens3");
  w.add_target("e0.1", 4096, "up", "ens4");
  w.add_target("e0.2", 4096, "up", "ens5 ens4");
  w.book.set("netroot/interfaces", "ens4");
  auto list = w.wizard().targets(w.book);
  REQUIRE(comes([&] { return list->now()->size() == 2; }));
  CHECK(list->now()->at(0).key == "e0.1");
  CHECK(list->now()->at(1).key == "e0.2");
  CHECK(contains(list->status(), "on ens4"));
}

TEST_CASE("a list ends at once, even while disks do not answer") {
  Wizard w;
  w.made = std::make_unique<wizard::Machine>(wizard::MachineInputs{
      w.machine.root(), w.runner, nullptr, false, {"/bin/sh", "-c", "exec sleep 60"}});
  for (int slot = 0; slot < 20; ++slot)
    w.add_target("e0." + std::to_string(slot));
  auto list = w.wizard().targets(w.book);
  REQUIRE(comes([&] { return list->now()->size() == 20; }));
  std::this_thread::sleep_for(milliseconds(100)); // the readers wait by now
  auto begun = std::chrono::steady_clock::now();
  list.reset();
  CHECK(std::chrono::steady_clock::now() - begun < milliseconds(100));
}

TEST_CASE("inspect names what is on the target, or why that cannot be told") {
  Wizard w;
  w.add_target("e0.0");
  w.put_swap("e0.0");
  Lines found;
  QuietProgress progress;
  REQUIRE(w.wizard().inspect("e0.0", found)(progress));
  CHECK(found == Lines{"swap \"mine\" on the whole disk, 1.0 MiB"});
  found.clear();
  auto missing = w.wizard().inspect("e0.9", found)(progress);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().what ==
        "what is on e0.9 cannot be told: it cannot be opened: No such file or directory");
  CHECK(found.empty());
}

TEST_CASE("an answer is refused with what would be taken") {
  Wizard w;
  CHECK(w.wizard().refuse("netroot/timeout", "0") ==
        "It must be a number of seconds from 1 to 3600.");
  CHECK(w.wizard().refuse("netroot/timeout", "60").empty());
  CHECK(w.wizard().refuse("netroot/timeout", "").empty());
  CHECK(contains(w.wizard().refuse("netroot/module/url", "gopher://x/"), "http://"));
  CHECK(w.wizard().refuse("mirror/suite", "anything").empty());
}

TEST_CASE("the plan lists the steps' texts, those that are done marked") {
  Wizard w(true);
  w.add_target("e0.0");
  w.set_carrier("ens4", true);
  w.book.set("netroot/target", "e0.0");
  auto plan = w.wizard().plan(w.book);
  REQUIRE(plan);
  CHECK(contains(plan->at(0), "load the kernel module aoe"));
  CHECK(contains(plan->at(0), "(already done)"));
  CHECK(plan->at(2) == "discover AoE target e0.0 (already done)");
  CHECK(plan->at(3) == "see that there is nothing on the disk that would be lost");
  CHECK_FALSE(contains(plan->back(), "(already done)"));
  w.book.set("netroot/timeout", "soon");
  CHECK_FALSE(w.wizard().plan(w.book));
}

TEST_CASE("a dry run does no work, asks nothing of the network and saves nothing") {
  Wizard w(true);
  w.add_target("e0.0");
  w.put_swap("e0.0");
  w.book.set("netroot/target", "e0.0");
  QuietProgress progress;
  { // the list queries at once, were it to
    auto list = w.wizard().targets(w.book);
    REQUIRE(comes([&] { return column(*list, "e0.0", 4) == "swap \"mine\""; }));
  }
  for (const auto& work : {w.wizard().load_driver(w.book), w.wizard().raise_links(w.book),
                           w.wizard().attach(w.book), w.wizard().take_back(w.book)})
    CHECK(work(progress));
  auto report = w.wizard().report(w.book);
  REQUIRE(report);
  CHECK(contains(report->sanboot, "sanboot aoe:e0.0"));
  CHECK(w.machine.get("/dev/etherd/discover").empty());
  CHECK(w.runner.seen().empty());
  CHECK_FALSE(exists(w.machine.root(), "/run/netroot"));
  CHECK_FALSE(exists(w.machine.root(), "/var/log/netroot"));
}

TEST_CASE("attach refuses a disk with data until the book allows it") {
  Wizard w;
  w.add_target("e0.0");
  w.put_swap("e0.0");
  w.set_carrier("ens4", true);
  w.book.set("netroot/target", "e0.0");
  QuietProgress progress;
  auto refused = w.wizard().attach(w.book)(progress);
  REQUIRE_FALSE(refused);
  CHECK(contains(refused.error().what, "holds data"));
  w.book.set("netroot/overwrite", "true");
  auto next = w.wizard().attach(w.book)(progress);
  REQUIRE_FALSE(next); // this machine has no udevadm
  CHECK(contains(next.error().what, "udevadm"));
}

TEST_CASE("the report saves the script for the card and the answers for their owner alone") {
  Wizard w;
  w.add_target("e0.0");
  w.book.set("netroot/target", "e0.0");
  w.book.set("netroot/alias", "xvda");
  REQUIRE(save_attached_disk(w.machine.root(),
                             {"e0.0", "/dev/etherd/e0.0", "", "ens3", "52:54:00:12:34:56"}));
  auto report = w.wizard().report(w.book);
  REQUIRE(report);
  CHECK(contains(report->sanboot, "52:54:00:12:34:56"));
  CHECK(w.machine.get(report->sanboot_path) == report->sanboot);
  CHECK(w.machine.get(report->preseed_path) == report->preseed);
  struct stat about {};
  REQUIRE(stat(w.machine.root().at(report->preseed_path).c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  auto again = tui::parse_preseed(report->preseed, "answers", "netroot/");
  REQUIRE(again);
  CHECK(*again == RawAnswers{{"netroot/attach", "true"},
                             {"netroot/target", "e0.0"},
                             {"netroot/alias", "xvda"}});
}
