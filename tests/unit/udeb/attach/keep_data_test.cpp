// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/udeb/attach/played_machine.h"
#include "udeb/attach/steps.h"

using namespace netroot;
using netroot::test::PlayedMachine;

namespace {

struct ChosenTarget : PlayedMachine {
  ChosenTarget() {
    add_target("e0.0");
    job.chosen = find_target(machine.root(), {0, 0});
  }
  void put_data() { look.contents = {"dos", {{1, 3ull << 30, "ext4", "root", "0x83"}}}; }
};

} // namespace

TEST_CASE("a blank disk is taken without a word") {
  ChosenTarget m;
  KeepData step(m.job);
  CHECK_FALSE(*step.done());
  CHECK(step.run());
}

TEST_CASE("a disk that holds data is refused with what is on it and the key that allows it") {
  ChosenTarget m;
  m.put_data();
  auto run = KeepData(m.job).run();
  REQUIRE_FALSE(run);
  CHECK(run.error().what == "target e0.0 holds data:\npartition table: dos\n"
                            "ext4 \"root\" on e0.0p1, 3.0 GiB");
  CHECK(run.error().hint.find("netroot/overwrite") != std::string::npos);
}

TEST_CASE("netroot/overwrite allows it") {
  ChosenTarget m;
  m.put_data();
  m.job.answers.overwrite = true;
  CHECK(*KeepData(m.job).done());
}

TEST_CASE("the disk of an earlier run is not looked at again, another one is") {
  ChosenTarget m;
  m.put_data();
  REQUIRE(save_attached_disk(m.machine.root(),
                             {"e0.0", "/dev/etherd/e0.0", "", "ens3", "52:54:00:12:34:56"}));
  CHECK(*KeepData(m.job).done());
  REQUIRE(save_attached_disk(m.machine.root(),
                             {"e0.1", "/dev/etherd/e0.1", "", "ens3", "52:54:00:12:34:56"}));
  CHECK_FALSE(*KeepData(m.job).done());
}

TEST_CASE("a disk that cannot be read is an error, not a blank one") {
  ChosenTarget m;
  m.job.look_at = [](const RootDir&, const TargetName&, DiskLook&) -> Outcome {
    return failure("it did not answer within 5 s", "Check the server.");
  };
  auto run = KeepData(m.job).run();
  REQUIRE_FALSE(run);
  CHECK(run.error().what == "what is on target e0.0 cannot be told: it did not answer within 5 s");
}

TEST_CASE("a dry run looks at no disk") {
  ChosenTarget m;
  m.job.look_at = [](const RootDir&, const TargetName&, DiskLook&) -> Outcome {
    FAIL("the disk was read");
    return {};
  };
  CHECK_FALSE(*KeepData(m.job).done());
}
