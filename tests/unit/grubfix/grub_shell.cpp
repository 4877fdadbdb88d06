// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/grub_shell.h"
#include "tests/unit/grubfix/fixture.h"

using namespace netroot;
using namespace netroot::test;

namespace {
const std::vector<std::string> argv = {"grub", "--batch", "--no-floppy",
                                       "--device-map=/boot/grub/device.map"};
const GrubInstall wanted{OnHost{}, "/boot/grub/device.map", "/boot/grub/stage2", "(hd0,0)", "hd0"};
Outcome run_with(Finished answer) {
  PlayingRunner runner;
  runner.expect(argv, std::move(answer));
  return install_grub(runner, wanted);
}
std::string replaced(std::string text, const std::string& old, const std::string& now) {
  size_t at = text.find(old);
  REQUIRE(at != text.npos);
  return text.replace(at, old.size(), now);
}
} // namespace

TEST_CASE("the grub shell gets root and setup with --stage2, and no partition node") {
  PlayingRunner runner;
  runner.expect(argv, {0, false, fixture("shell-success.txt"), ""});
  CHECK(install_grub(runner, wanted));
  REQUIRE(runner.seen().size() == 1);
  CHECK(runner.seen()[0].input == "root (hd0,0)\nsetup --stage2=/boot/grub/stage2 (hd0)\nquit\n");
}

TEST_CASE("an Error line is a failure although the status is 0, and is quoted with what to do") {
  for (const char* line : {"Error 15: File not found", "Error 17: Cannot mount selected partition",
                           "Error 22: No such partition"}) {
    auto outcome =
        run_with({0, false, std::string("grub> setup (hd0)\n\n") + line + "\ngrub> quit\n", ""});
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().what.find(line) != std::string::npos);
    CHECK_FALSE(outcome.error().hint.empty());
  }
}

TEST_CASE("an Error after stage1_5 was embedded is still a failure") {
  std::string text = replaced(fixture("shell-success.txt"), "succeeded\nDone.",
                              "failed\n\nError 22: No such partition");
  CHECK_FALSE(run_with({0, false, text, ""}));
}

TEST_CASE("success needs the install line and Done") {
  CHECK_FALSE(run_with({0, false, "", ""}));
  CHECK_FALSE(run_with({0, false, replaced(fixture("shell-success.txt"), "Done.", ""), ""}));
  CHECK_FALSE(run_with(
      {0, false, replaced(fixture("shell-success.txt"), "Running \"install", "Trying \"install"),
       ""}));
}

TEST_CASE("stage1_5 that could not be embedded is a failure") {
  std::string text = replaced(fixture("shell-success.txt"), "sectors are embedded.\nsucceeded",
                              "failed (this is not fatal)");
  auto outcome = run_with({0, false, text, ""});
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().what.find("stage1_5") != std::string::npos);
}

TEST_CASE("a missing shell, a timeout and a bad device.map are told apart") {
  CHECK(run_with({127, false, "", ""}).error().hint.find("grub-legacy") != std::string::npos);
  CHECK(run_with({143, true, "", ""}).error().what.find("120 s") != std::string::npos);
  CHECK(run_with({1, false, "", "device.map:1: error: No open parenthesis found"})
            .error()
            .what.find("parenthesis") != std::string::npos);
}

TEST_CASE("what GRUB's shell finds on the partition of /boot is readable to it") {
  const std::vector<std::string> files = {"/boot/vmlinuz", "/boot/initrd"};
  const std::string begin = "grub> device (hd0) /dev/etherd/e0.0\ngrub> root (hd0,0)\n Filesystem "
                            "type is ext2fs, partition type 0x83\n";
  const std::string kernel = "grub> find /boot/vmlinuz\n (hd0,0)\n",
                    initrd = "grub> find /boot/initrd\n (hd0,0)\n", end = "grub> quit\n";
  CHECK(judge_finds(begin + kernel + initrd + end, "(hd0,0)", files));
  auto missing =
      judge_finds(begin + kernel + "grub> find /boot/initrd\n\nError 15: File not found\n" + end,
                  "(hd0,0)", files);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().what == "GRUB does not find /boot/initrd: Error 15: File not found");
  // on both partitions is fine, on the other alone is not
  CHECK(judge_finds(begin + "grub> find /boot/vmlinuz\n (hd0,0)\n (hd0,1)\n" + initrd, "(hd0,0)",
                    files));
  CHECK_FALSE(
      judge_finds(begin + "grub> find /boot/vmlinuz\n (hd0,1)\n" + initrd, "(hd0,0)", files));
  CHECK_FALSE(judge_finds(begin + kernel, "(hd0,0)", files));
  CHECK_FALSE(judge_finds("", "(hd0,0)", files));
  auto unreadable = judge_finds("grub> root (hd0,0)\n\nError 17: Cannot mount selected partition\n",
                                "(hd0,0)", files);
  REQUIRE_FALSE(unreadable);
  CHECK(unreadable.error().hint.find("GPT") != std::string::npos);
}
