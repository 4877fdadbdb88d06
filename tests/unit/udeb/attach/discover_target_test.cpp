// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/udeb/attach/played_machine.h"
#include "udeb/attach/steps.h"

using namespace netroot;
using netroot::test::PlayedMachine;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Error failed(Step& step) {
  auto run = step.run();
  REQUIRE_FALSE(run);
  CHECK_FALSE(run.error().hint.empty());
  return run.error();
}

} // namespace

TEST_CASE("a wanted target that is up is taken at once") {
  PlayedMachine m;
  m.job.answers.target = "e0.1";
  m.add_target("e0.0");
  m.add_target("e0.1");
  DiscoverTarget step(m.job);
  CHECK(*step.done());
  CHECK(m.job.chosen->name.text() == "e0.1");
  CHECK(m.kernel.waited_ms() == 0);
}

TEST_CASE("a wanted target is asked for until it answers") {
  PlayedMachine m;
  m.job.answers.target = "e0.1";
  m.kernel.after(3500, [&] { m.add_target("e0.1"); });
  DiscoverTarget step(m.job);
  CHECK_FALSE(*step.done());
  REQUIRE(step.run());
  CHECK(m.kernel.waited_ms() == 3500);
  CHECK(m.machine.get("/dev/etherd/discover") == "\n");
  CHECK(m.job.chosen->interface == "ens3");
  CHECK(m.job.chosen->mac == "22:a2:d7:01:e9:ca");
}

TEST_CASE("with auto, the only target that answers is taken after the settle time") {
  PlayedMachine m;
  m.kernel.after(500, [&] { m.add_target("e5.3"); });
  DiscoverTarget step(m.job);
  REQUIRE(step.run());
  CHECK(m.kernel.waited_ms() == 2500);
  CHECK(m.job.chosen->name.text() == "e5.3");
}

TEST_CASE("with auto, a second answer within the settle time is an error that lists both") {
  PlayedMachine m;
  m.kernel.after(500, [&] { m.add_target("e5.3"); });
  m.kernel.after(2400, [&] { m.add_target("e0.0", 2048, "up", "ens4"); });
  DiscoverTarget step(m.job);
  Error error = failed(step);
  CHECK(contains(error.what,
                 "e0.0 (2.0 GiB, on ens4 from 22:a2:d7:01:e9:ca)\ne5.3 (4.0 GiB, on ens3"));
  CHECK(contains(error.hint, "netroot/target"));
  CHECK_FALSE(m.job.chosen);
}

TEST_CASE("nothing found within the timeout: what was seen, and where, is listed") {
  PlayedMachine m;
  m.job.answers.target = "e0.1";
  m.job.answers.timeout = std::chrono::seconds(9);
  m.add_link("ens3", true, true);
  m.add_link("ens4", true, false);
  m.add_target("e0.0");
  m.add_target("e0.1", 4096, "down");
  DiscoverTarget step(m.job);
  Error error = failed(step);
  CHECK(m.kernel.waited_ms() == 9000);
  CHECK(contains(error.what, "target e0.1 did not answer within 9 s"));
  CHECK(contains(error.what, "e0.0 (4.0 GiB, on ens3 from 22:a2:d7:01:e9:ca)"));
  CHECK(contains(error.what, "e0.1 (4.0 GiB, on ens3 from 22:a2:d7:01:e9:ca, down)"));
  CHECK(contains(error.what, "Links: ens3 carrier, ens4 no carrier"));
}

TEST_CASE("nothing at all is said as such") {
  PlayedMachine m;
  DiscoverTarget step(m.job);
  Error error = failed(step);
  CHECK(m.kernel.waited_ms() == 60000);
  CHECK(contains(error.what, "no target answered within 60 s (netroot/timeout, the wait for the "
                             "target after the one for carrier)\nNo target was seen."));
}

TEST_CASE("a link that comes up late takes nothing from the time for discovery") {
  PlayedMachine m;
  m.job.answers.timeout = std::chrono::seconds(10);
  m.add_link("ens3", false, false);
  m.kernel.after(9000, [&] { m.set_carrier("ens3", true); });
  RaiseLinks links(m.job);
  REQUIRE(links.run());
  m.kernel.after(18500, [&] { m.add_target("e0.1"); });
  DiscoverTarget step(m.job);
  m.job.answers.target = "e0.1";
  REQUIRE(step.run());
  CHECK(m.kernel.waited_ms() == 18500);
  std::filesystem::remove_all(m.machine.root().at("/sys/block/etherd!e0.1"));
  failed(step);
  CHECK(m.kernel.waited_ms() == 28500);
}

TEST_CASE("a target under 1 GiB is refused with its size") {
  PlayedMachine m;
  m.add_target("e0.0", 1023);
  DiscoverTarget step(m.job);
  CHECK(contains(failed(step).what, "target e0.0 has 1023.0 MiB; at least 1.0 GiB"));
  PlayedMachine enough;
  enough.add_target("e0.0", 1024);
  DiscoverTarget other(enough.job);
  CHECK(other.run());
}

TEST_CASE("a target beyond what an msdos label reaches is taken with a warning") {
  PlayedMachine m;
  m.add_target("e0.0", 2ull << 20);
  CHECK(*DiscoverTarget(m.job).done() == false);
  REQUIRE(DiscoverTarget(m.job).run());
  CHECK(m.progress.notes.empty());
  m.add_target("e0.0", (2ull << 20) + 1);
  REQUIRE(DiscoverTarget(m.job).run());
  REQUIRE(m.progress.notes.size() == 1);
  CHECK(contains(m.progress.notes[0], "e0.0 has 2.0 TiB, but GRUB legacy"));
}

TEST_CASE("a target that goes away while the field settles is an error") {
  PlayedMachine m;
  m.add_target("e0.0");
  m.kernel.after(1000, [&] { m.add_target("e0.0", 4096, "down,closewait"); });
  DiscoverTarget step(m.job);
  CHECK(contains(failed(step).what, "gone again"));
}

TEST_CASE("auto stays with the target of the run before") {
  PlayedMachine m;
  m.add_target("e0.0");
  m.add_target("e0.1");
  REQUIRE(save_attached_disk(m.machine.root(),
                             {"e0.1", "/dev/etherd/e0.1", "", "ens3", "52:54:00:12:34:56"}));
  DiscoverTarget step(m.job);
  CHECK(*step.done());
  CHECK(m.job.chosen->name.text() == "e0.1");
}

TEST_CASE("targets are listed in the order of shelf and slot, and other disks are none") {
  PlayedMachine m;
  m.add_target("e65534.254", 1 << 21, "down,closewait", "enp0s31f6");
  m.add_target("e0.0");
  m.machine.put("/sys/block/sda/size", "1\n");
  auto targets = list_targets(m.machine.root());
  REQUIRE(targets.size() == 2);
  CHECK(targets[0].name.text() == "e0.0");
  CHECK(targets[0].up);
  CHECK(targets[1].name.text() == "e65534.254");
  CHECK(targets[1].state == "down,closewait");
  CHECK(targets[1].interface == "enp0s31f6");
}
