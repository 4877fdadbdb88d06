// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/kernel_options.h"
#include "tests/unit/catch.h"
#include "tests/unit/udeb/bootable/scene.h"

using namespace netroot;
using namespace netroot::bootable;

namespace {

struct Boot : test::Scene {
  Boot(const std::string& command_line, const std::string& user_params) {
    installer.put("/proc/cmdline", command_line + "\n");
    installer.put("/bin/user-params", "");
    runner->expect({"user-params"}, test::says(user_params));
  }
};

} // namespace

TEST_CASE("what stands behind the three dashes is for the installed system") {
  Boot boot("auto --- quiet noapic", "quiet\nnoapic\n");
  CHECK(*kernel_options(boot.inputs()) == "quiet noapic");
}

TEST_CASE("the answer comes first and no word comes twice") {
  Boot boot("--- quiet", "quiet\n");
  auto inputs = boot.inputs();
  inputs.answers.kernel_options = "panic=30 quiet";
  CHECK(*kernel_options(inputs) == "panic=30 quiet");
}

TEST_CASE("an installation on a serial console gives a system on that console") {
  Boot boot("console=tty0 console=ttyS0,115200n8 priority=critical", "");
  CHECK(*kernel_options(boot.inputs()) == "console=ttyS0,115200n8");
}

TEST_CASE("a console that the user named is the only one") {
  Boot boot("console=ttyS0 --- console=tty0", "console=tty0\n");
  CHECK(*kernel_options(boot.inputs()) == "console=tty0");
}

TEST_CASE("a screen is not passed on as a console") {
  Boot boot("console=ttyS0 console=tty0", "");
  CHECK(kernel_options(boot.inputs())->empty());
}

TEST_CASE("without the installer's programs only the answer counts") {
  test::Scene scene;
  auto inputs = scene.inputs();
  inputs.answers.kernel_options = "quiet";
  CHECK(*kernel_options(inputs) == "quiet");
}

TEST_CASE("what user-params said is kept for a program without debconf") {
  Boot boot("--- quiet", "quiet\n");
  auto inputs = boot.inputs();
  REQUIRE(keep_user_parameters(inputs));
  REQUIRE(boot.runner->seen().size() == 1);
  CHECK(*kernel_options(inputs) == "quiet");
  CHECK(boot.runner->seen().size() == 1); // not asked again
}
