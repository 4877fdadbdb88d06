// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/initrd.h"
#include "grubfix/identity.h"
#include "tests/unit/catch.h"
#include "tests/unit/small_initrd.h"
#include "tests/unit/udeb/bootable/scene.h"

using namespace netroot;
using namespace netroot::bootable;
using netroot::test::cpio_archive;
using netroot::test::right_initrd;
using netroot::test::says;

namespace {

const std::string version = "6.12.107+deb13-amd64";
const std::string initrd = "/boot/initrd.img-" + version;
const std::string identity = "NETROOT_TARGET=e0.0\nNETROOT_MACS=\"52:54:00:12:34:56\"\n";

// Makes an initrd, as update-initramfs would.
class Remaking : public Runner {
public:
  Remaking(test::Scene& scene, std::string bytes) : scene_(scene), bytes_(std::move(bytes)) {}
  Result<Finished> run(const Command& command) override {
    seen.push_back(command.argv);
    scene_.put_in_target(initrd, bytes_);
    return Finished{};
  }
  std::vector<std::vector<std::string>> seen;

private:
  test::Scene& scene_;
  std::string bytes_;
};

void put_kernel(test::Scene& scene) {
  scene.put_in_target("/boot/vmlinuz-" + version, "");
  scene.put_in_target(identity_path, identity);
}

BootableInputs with(test::Scene& scene, Runner& runner) {
  return {scene.installer.root(), scene.target(), runner, Answers{}, scene.disk};
}

} // namespace

TEST_CASE("an initrd that is right is left alone") {
  test::Scene scene;
  put_kernel(scene);
  scene.put_in_target(initrd, right_initrd(version, identity));
  REQUIRE(*check_initrds(scene.inputs())->done());
}

TEST_CASE("a wrong initrd is made again and looked at again") {
  test::Scene scene;
  put_kernel(scene);
  scene.put_in_target(initrd, cpio_archive({{"init", "#!/bin/sh\n"}}));
  REQUIRE_FALSE(*check_initrds(scene.inputs())->done());
  SECTION("and is right then") {
    Remaking runner(scene, right_initrd(version, identity));
    REQUIRE(check_initrds(with(scene, runner))->run());
    REQUIRE(runner.seen.size() == 1);
    REQUIRE(runner.seen[0] == std::vector<std::string>{"update-initramfs", "-u", "-k", version});
  }
  SECTION("and is still wrong") {
    Remaking runner(scene, cpio_archive({{"init", "#!/bin/sh\n"}}));
    auto outcome = check_initrds(with(scene, runner))->run();
    REQUIRE_FALSE(outcome);
    REQUIRE(outcome.error().what.find("does not hold the module aoe") != std::string::npos);
  }
}

TEST_CASE("an initrd with aoetools' script, or of another identity, is wrong") {
  test::Scene scene;
  put_kernel(scene);
  SECTION("aoetools") {
    scene.put_in_target(initrd, right_initrd(version, identity) +
                                    cpio_archive({{"scripts/local-top/aoe", "#!/bin/sh\n"}}));
  }
  SECTION("another target") {
    scene.put_in_target(initrd, right_initrd(version, "NETROOT_TARGET=e1.0\n"));
  }
  REQUIRE_FALSE(*check_initrds(scene.inputs())->done());
}

TEST_CASE("a kernel without an initrd gets one") {
  test::Scene scene;
  put_kernel(scene);
  scene.runner->expect({"update-initramfs", "-c", "-k", version}, says(""));
  auto outcome = check_initrds(scene.inputs())->run();
  REQUIRE_FALSE(outcome); // the played program made none
  REQUIRE(outcome.error().what.find("there is none") != std::string::npos);
  REQUIRE(scene.runner->unused().empty());
}

TEST_CASE("a target without a kernel is refused") {
  test::Scene scene;
  REQUIRE_FALSE(*check_initrds(scene.inputs())->done());
  auto outcome = check_initrds(scene.inputs())->run();
  REQUIRE_FALSE(outcome);
  REQUIRE(outcome.error().what.find("no kernel") != std::string::npos);
}
