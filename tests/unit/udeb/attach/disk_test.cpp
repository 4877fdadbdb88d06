// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/text.h"
#include "tests/unit/catch.h"
#include "tests/unit/udeb/attach/played_machine.h"
#include "udeb/attach/steps.h"

using namespace netroot;
using netroot::test::PlayedMachine;

namespace {

constexpr char rule_file[] = "/run/udev/rules.d/61-netroot-alias.rules";

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// udev that does what the rules say: "settle" makes or removes the link.
class PlayedUdev : public Runner {
public:
  explicit PlayedUdev(const PlayedMachine& m) : machine_(m.machine) {}
  Result<Finished> run(const Command& command) override {
    const std::string text = join(command.argv, " ");
    seen.push_back(text);
    if (text.rfind("udevadm settle", 0) == 0 && works)
      settle();
    if (text == "update-dev")
      update_dev();
    return Finished{0, false, text.rfind("udevadm info", 0) == 0 ? properties : "", ""};
  }
  std::function<void()> update_dev = [] {};
  std::vector<std::string> seen;
  std::string properties = "DEVTYPE=disk\nID_TYPE=disk\n";
  bool works = true;

private:
  void settle() {
    if (exists(machine_.root(), rule_file))
      (void)make_symlink(machine_.root(), "/dev/sda", "etherd/e0.0");
    else
      (void)remove_file(machine_.root(), "/dev/sda");
  }
  const netroot::test::TemporaryRoot& machine_;
};

struct WithUdev : PlayedMachine {
  PlayedUdev udev{*this};
  AttachJob with_udev{machine.root(),  udev,    kernel, progress, Answers{},
                      ModuleSources{}, nullptr, {}};
  WithUdev() {
    add_link("ens3", true, true);
    add_target("e0.0");
    with_udev.chosen = find_target(machine.root(), {0, 0});
  }
};

} // namespace

TEST_CASE("udev is told the alias by a rule of symbolic links for the disk and its partitions") {
  WithUdev m;
  PresentDisk step(m.with_udev);
  CHECK_FALSE(*step.done());
  m.udev.seen.clear();
  REQUIRE(step.run());
  CHECK(m.machine.get(rule_file) ==
        "# Made by netroot attach.\n"
        "SUBSYSTEM==\"block\", KERNEL==\"etherd/e0.0\", SYMLINK+=\"sda\"\n"
        "SUBSYSTEM==\"block\", KERNEL==\"etherd/e0.0p[0-9]*\", SYMLINK+=\"sda%n\"\n");
  CHECK(m.kernel.changes == std::vector<std::string>{"reread /dev/etherd/e0.0"});
  CHECK(m.udev.seen ==
        std::vector<std::string>{"udevadm control --reload",
                                 "udevadm trigger --action=change --subsystem-match=block",
                                 "udevadm settle --timeout=30",
                                 "udevadm info --query=property --path=/block/etherd!e0.0"});
  CHECK(*step.done());
  REQUIRE(step.undo());
  CHECK_FALSE(exists(m.machine.root(), rule_file));
  CHECK_FALSE(read_symlink(m.machine.root(), "/dev/sda"));
}

TEST_CASE("a taken alias that was asked for is refused before anything is written") {
  for (const char* taken : {"/dev/sda", "/sys/block/sda/size"}) {
    WithUdev m;
    m.with_udev.answers.alias_insisted = true;
    m.machine.put(taken, "1");
    PresentDisk step(m.with_udev);
    auto run = step.run();
    REQUIRE_FALSE(run);
    CHECK(contains(run.error().what, "/dev/sda is taken"));
    CHECK(contains(run.error().hint, "netroot/alias"));
    CHECK_FALSE(exists(m.machine.root(), rule_file));
    CHECK(m.udev.seen.empty());
  }
}

TEST_CASE("a taken alias that nobody asked for is given up, and that is said") {
  WithUdev m;
  m.machine.put("/sys/block/sda/size", "1");
  PresentDisk step(m.with_udev);
  CHECK(contains(step.text(), "/dev/sda as another name for it if that is free"));
  REQUIRE(step.run());
  CHECK(contains(m.progress.notes.back(), "/dev/sda is taken by another disk of this machine"));
  CHECK(step.text() == "let udev and the installer know the disk");
  CHECK_FALSE(exists(m.machine.root(), rule_file));
  RecordDisk record(m.with_udev);
  REQUIRE(record.run());
  CHECK(load_attached_disk(m.machine.root())->alias.empty());
}

TEST_CASE("a disk whose driver nobody loaded yet is found before its name is taken") {
  WithUdev m;
  m.machine.put("/bin/update-dev", "");
  m.udev.update_dev = [&] { m.machine.put("/sys/block/sda/size", "1"); };
  PresentDisk step(m.with_udev);
  REQUIRE(step.run());
  CHECK(m.udev.seen[0] == "depmod -a");
  CHECK(m.udev.seen[1] == "update-dev");
  CHECK(m.with_udev.answers.alias.empty());
  CHECK_FALSE(exists(m.machine.root(), rule_file));
}

TEST_CASE("without an alias nobody looks for local disks") {
  WithUdev m;
  m.machine.put("/bin/update-dev", "");
  m.with_udev.answers.alias.clear();
  REQUIRE(PresentDisk(m.with_udev).run());
  CHECK(m.udev.seen[0] == "udevadm control --reload");
}

TEST_CASE("a second run after a given up alias changes nothing") {
  WithUdev m;
  m.machine.put("/sys/block/sda/size", "1");
  PresentDisk step(m.with_udev);
  CHECK(*step.done());
  CHECK(m.with_udev.answers.alias.empty());
  CHECK(m.udev.seen ==
        std::vector<std::string>{"udevadm info --query=property --path=/block/etherd!e0.0"});
}

TEST_CASE("a partitioner that was told the taken alias must not get the other disk") {
  WithUdev m;
  m.with_udev.questions = &m.questions;
  m.questions.values["partman-auto/disk"] = "/dev/sda";
  m.machine.put("/sys/block/sda/size", "1");
  PresentDisk step(m.with_udev);
  CHECK_FALSE(*step.done());
  auto run = step.run();
  REQUIRE_FALSE(run);
  CHECK(contains(run.error().what, "/dev/sda is taken"));
  CHECK(contains(run.error().hint, "partman-auto/disk has that name, set it to /dev/etherd/e0.0"));
}

TEST_CASE("the alias moves on when another target is attached after the first") {
  WithUdev m;
  m.machine.put(rule_file, "# of the disk attached before\n");
  REQUIRE(make_symlink(m.machine.root(), "/dev/sda", "etherd/e9.9"));
  PresentDisk step(m.with_udev);
  REQUIRE(step.run());
  CHECK(*read_symlink(m.machine.root(), "/dev/sda") == "etherd/e0.0");
}

TEST_CASE("without an alias there is no rule, and an old one goes") {
  WithUdev m;
  PresentDisk with_alias(m.with_udev);
  REQUIRE(with_alias.run());
  m.with_udev.answers.alias = "";
  PresentDisk step(m.with_udev);
  CHECK_FALSE(*step.done());
  REQUIRE(step.run());
  CHECK_FALSE(exists(m.machine.root(), rule_file));
  CHECK(*step.done());
}

TEST_CASE("a disk that list-devices would not show is an error that names the rules file") {
  WithUdev m;
  m.udev.properties = "DEVTYPE=disk\n";
  PresentDisk step(m.with_udev);
  auto run = step.run();
  REQUIRE_FALSE(run);
  CHECK(contains(run.error().hint, "60-netroot-aoe.rules"));
}

TEST_CASE("an alias that udev did not make is an error") {
  WithUdev m;
  m.udev.works = false;
  PresentDisk step(m.with_udev);
  auto run = step.run();
  REQUIRE_FALSE(run);
  CHECK(run.error().what == "udev did not make /dev/sda");
}

TEST_CASE("a target that vanished is an error in each step behind the discovery") {
  WithUdev m;
  m.add_target("e0.0", 4096, "down,closewait");
  PresentDisk disk(m.with_udev);
  CHECK(disk.run().error().what == "target e0.0 has gone (state: down,closewait)");
  std::filesystem::remove_all(m.machine.root().at("/sys/block/etherd!e0.0"));
  RecordDisk record(m.with_udev);
  CHECK(record.run().error().what == "target e0.0 has gone");
}

TEST_CASE("partman is led to the disk where nothing or the alias was preseeded") {
  for (const char* before : {"", "/dev/sda"}) {
    WithUdev m;
    m.with_udev.questions = &m.questions;
    m.questions.values["partman-auto/disk"] = before;
    LeadPartman step(m.with_udev);
    CHECK_FALSE(*step.done());
    REQUIRE(step.run());
    CHECK(m.questions.values["partman-auto/disk"] == "/dev/etherd/e0.0");
    CHECK(*step.done());
  }
}

TEST_CASE("another preseeded disk stays partman's, also after undo") {
  for (const char* preseeded : {"/dev/vda", "/dev/etherd/e0.0", "/dev/etherd/e5.5"}) {
    WithUdev m;
    m.with_udev.questions = &m.questions;
    m.questions.values["partman-auto/disk"] = preseeded;
    LeadPartman step(m.with_udev);
    CHECK(*step.done());
    REQUIRE(step.undo());
    CHECK(m.questions.values["partman-auto/disk"] == preseeded);
  }
}

TEST_CASE("what partman was told is taken back, and what was preseeded is there again") {
  for (const char* before : {"", "/dev/sda"}) {
    WithUdev m;
    m.with_udev.questions = &m.questions;
    m.questions.values["partman-auto/disk"] = before;
    LeadPartman step(m.with_udev);
    REQUIRE(step.run());
    REQUIRE(step.undo());
    CHECK(m.questions.values["partman-auto/disk"] == before);
    CHECK_FALSE(exists(m.machine.root(), "/run/netroot/made"));
  }
}

TEST_CASE("partman follows to another target, and undo still knows what was there first") {
  WithUdev m;
  m.with_udev.questions = &m.questions;
  m.questions.values["partman-auto/disk"] = "/dev/sda";
  REQUIRE(LeadPartman(m.with_udev).run());
  m.add_target("e7.1");
  m.with_udev.chosen = find_target(m.machine.root(), {7, 1});
  LeadPartman step(m.with_udev);
  CHECK_FALSE(*step.done());
  REQUIRE(step.run());
  CHECK(m.questions.values["partman-auto/disk"] == "/dev/etherd/e7.1");
  REQUIRE(step.undo());
  CHECK(m.questions.values["partman-auto/disk"] == "/dev/sda");
}

TEST_CASE("a disk that a person chose after us is not taken back") {
  WithUdev m;
  m.with_udev.questions = &m.questions;
  LeadPartman step(m.with_udev);
  REQUIRE(step.run());
  m.questions.values["partman-auto/disk"] = "/dev/vda";
  REQUIRE(step.undo());
  CHECK(m.questions.values["partman-auto/disk"] == "/dev/vda");
  CHECK_FALSE(exists(m.machine.root(), "/run/netroot/made"));
}

TEST_CASE("undo without the installer's questions says what stays and keeps the note of it") {
  WithUdev m;
  m.with_udev.questions = &m.questions;
  REQUIRE(LeadPartman(m.with_udev).run());
  m.with_udev.questions = nullptr;
  CHECK(plan_attach(m.with_udev).size() == 10);
  LeadPartman step(m.with_udev);
  CHECK(*step.done());
  REQUIRE(step.undo());
  CHECK(contains(m.progress.notes.back(), "partman-auto/disk stays /dev/etherd/e0.0"));
  m.with_udev.questions = &m.questions;
  REQUIRE(step.undo());
  CHECK(m.questions.values["partman-auto/disk"].empty());
  CHECK(plan_attach(m.with_udev).size() == 10);
  m.with_udev.questions = nullptr;
  CHECK(plan_attach(m.with_udev).size() == 9);
}

TEST_CASE("the disk is noted with the interface and its address") {
  WithUdev m;
  RecordDisk step(m.with_udev);
  CHECK_FALSE(*step.done());
  REQUIRE(step.run());
  CHECK(m.machine.get("/run/netroot/disk") ==
        "TARGET=e0.0\nDEVICE=/dev/etherd/e0.0\nALIAS=/dev/sda\nINTERFACE=ens3\n"
        "MAC=52:54:00:12:34:56\nPORTS=ens3/52:54:00:12:34:56/0\n");
  CHECK(*step.done());
  REQUIRE(step.undo());
  CHECK_FALSE(exists(m.machine.root(), attached_disk_path));
}

TEST_CASE("all interfaces through which it answers are noted, with the MTU of each") {
  WithUdev m;
  m.add_link("ens4", true, true);
  m.machine.put("/sys/class/net/ens4/address", "52:54:00:12:34:57\n");
  m.machine.put("/sys/class/net/ens4/mtu", "9000\n");
  m.add_target("e0.0", 4096, "up", "ens3,ens4");
  REQUIRE(RecordDisk(m.with_udev).run());
  CHECK(m.machine.get("/run/netroot/disk")
            .ends_with("INTERFACE=ens3\nMAC=52:54:00:12:34:56\n"
                       "PORTS=ens3/52:54:00:12:34:56/0,ens4/52:54:00:12:34:57/9000\n"));
}

TEST_CASE("the watchdog is started once, and only ours is stopped") {
  WithUdev m;
  StartWatchdog step(m.with_udev);
  CHECK_FALSE(*step.done());
  REQUIRE(step.run());
  m.machine.put("/proc/77/comm", "netroot-watchdo\n");
  CHECK(*step.done());
  REQUIRE(step.undo());
  CHECK(m.udev.seen == std::vector<std::string>{"netroot-watchdog --daemon", "kill 77"});
  REQUIRE(step.undo());
  CHECK(m.udev.seen.size() == 2);
}
