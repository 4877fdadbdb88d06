// SPDX-License-Identifier: GPL-2.0-or-later
// The real kernel's links and events, in a network namespace with a veth pair. Needs root.
#include "tests/unit/catch.h"
#include "tests/unit/udeb/attach/played_machine.h"
#include "udeb/attach/steps.h"
#include <sched.h>
#include <sys/mount.h>
#include <thread>
#include <unistd.h>

using namespace netroot;
using netroot::test::TemporaryRoot;
using std::chrono::milliseconds;

namespace {

Outcome ip(std::vector<std::string> arguments) {
  Command command;
  command.argv = {"ip"};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  ProcessRunner runner;
  auto finished = runner.must(command);
  return finished ? Outcome{} : Outcome(tl::unexpected(finished.error()));
}

// sysfs shows the network namespace of whoever mounts it. The mount goes with the thread's
// namespace.
void enter_namespace(const TemporaryRoot& machine) {
  std::filesystem::create_directories(machine.path() / "sys");
  REQUIRE(unshare(CLONE_FS | CLONE_NEWNS | CLONE_NEWNET) == 0);
  REQUIRE(mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0);
  REQUIRE(mount("sysfs", (machine.path() / "sys").c_str(), "sysfs", 0, nullptr) == 0);
  REQUIRE(ip({"link", "add", "nr0", "type", "veth", "peer", "name", "nr1"}));
}

// A thread has its own namespaces, so the other tests stay where they are.
void in_namespace(const std::function<void(const TemporaryRoot&)>& test) {
  if (geteuid() != 0) {
    WARN("skipped: a network namespace needs root");
    return;
  }
  std::thread([&] {
    TemporaryRoot machine;
    enter_namespace(machine);
    test(machine);
    umount2((machine.path() / "sys").c_str(), MNT_DETACH);
  }).join();
}

long elapsed_ms(Kernel::Clock::time_point since) {
  return std::chrono::duration_cast<milliseconds>(Kernel::Clock::now() - since).count();
}

} // namespace

TEST_CASE("a real link is raised and its carrier awaited by event") {
  in_namespace([](const TemporaryRoot& machine) {
    auto kernel = RunningKernel::open();
    REQUIRE(kernel);
    ProcessRunner runner;
    netroot::test::QuietProgress progress;
    AttachJob job{machine.root(), runner,          **kernel, progress,
                  Answers{},      ModuleSources{}, nullptr,  {}};
    job.answers.interfaces = {"nr0"};
    job.answers.timeout = std::chrono::seconds(20);
    machine.put("/dev/etherd/interfaces", "");
    RaiseLinks step(job);
    CHECK_FALSE(*step.done());

    auto begun = Kernel::Clock::now();
    Outcome other_end;
    std::thread plug([&] { // shares the namespaces of the thread that makes it
      std::this_thread::sleep_for(milliseconds(400));
      other_end = ip({"link", "set", "nr1", "up"});
    });
    auto run = step.run();
    plug.join();
    REQUIRE(other_end);
    REQUIRE(run);
    CHECK(elapsed_ms(begun) >= 400);
    CHECK(elapsed_ms(begun) < 5000);
    CHECK(describe_links(*choose_links(list_links(machine.root()), {"nr0"})) == "nr0 carrier");
    REQUIRE(step.undo());
    CHECK(describe_links(*choose_links(list_links(machine.root()), {"nr0"})) == "nr0 down");
  });
}

TEST_CASE("addresses survive a link's being set up again") {
  in_namespace([](const TemporaryRoot& machine) {
    REQUIRE(ip({"address", "add", "10.9.8.7/24", "dev", "nr0"}));
    auto kernel = RunningKernel::open();
    REQUIRE((*kernel)->set_link("nr0", true));
    REQUIRE((*kernel)->set_link("nr0", true));
    Command show;
    show.argv = {"ip", "-o", "address", "show", "dev", "nr0"};
    CHECK(ProcessRunner().must(show)->out.find("10.9.8.7/24") != std::string::npos);
    CHECK(list_links(machine.root()).size() == 2);
  });
}

TEST_CASE("a kernel that reports nothing lets the wait end at its deadline") {
  in_namespace([](const TemporaryRoot&) {
    auto kernel = RunningKernel::open();
    auto begun = Kernel::Clock::now();
    REQUIRE((*kernel)->wait_for_change(begun + milliseconds(150)));
    CHECK(elapsed_ms(begun) >= 150);
  });
}

TEST_CASE("a device's event ends the wait, even one from before it") {
  in_namespace([](const TemporaryRoot& machine) {
    auto kernel = RunningKernel::open();
    REQUIRE(write_control(machine.root(), "/sys/class/net/nr0/uevent", "change"));
    auto begun = Kernel::Clock::now();
    REQUIRE((*kernel)->wait_for_change(begun + std::chrono::seconds(20)));
    CHECK(elapsed_ms(begun) < 5000);
  });
}

TEST_CASE("an interface that is not there is an error that names it") {
  in_namespace([](const TemporaryRoot&) {
    auto set = (*RunningKernel::open())->set_link("nr7", true);
    REQUIRE_FALSE(set);
    CHECK(set.error().what.find("nr7") != std::string::npos);
  });
}
