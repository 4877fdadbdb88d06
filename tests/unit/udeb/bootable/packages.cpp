// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/packages.h"
#include "tests/unit/catch.h"
#include "tests/unit/udeb/bootable/scene.h"

using namespace netroot;
using namespace netroot::bootable;
using netroot::test::says;

static const std::string transitional = "Package: grub-legacy\nVersion: 0.97-84\n"
                                        "Depends: grub-pc (>= 2.12-4)\nSection: oldlibs\n\n";
static const std::string real = "Package: grub-legacy\nVersion: 0.97-80\n"
                                "Depends: grub-common, libc6-i386 (>= 2.33)\nSection: admin\n\n";

TEST_CASE("the newest version that is GRUB legacy itself is chosen, not the empty package") {
  REQUIRE(real_grub_legacy_version(transitional + real) == "0.97-80");
  REQUIRE(real_grub_legacy_version(real + transitional) == "0.97-80");
  REQUIRE(real_grub_legacy_version(transitional).empty());
  REQUIRE(real_grub_legacy_version("").empty());
  REQUIRE(real_grub_legacy_version("Version: 1\nDepends: libc6") ==
          "1"); // no blank line at the end
}

TEST_CASE("a package that is only half installed does not count") {
  test::Scene scene;
  scene.expect_dpkg({"aoetools"}, "aoetools half-configured 36-6\n");
  auto done = install_aoetools(scene.inputs())->done();
  REQUIRE(done);
  REQUIRE_FALSE(*done);
}

TEST_CASE("an installed package makes the step a no-op") {
  test::Scene scene;
  scene.expect_dpkg({"aoetools"}, "aoetools installed 36-6\n");
  auto done = install_aoetools(scene.inputs())->done();
  REQUIRE(done);
  REQUIRE(*done);
}

TEST_CASE("apt-install is used where debian-installer has it, else apt-get in the chroot") {
  test::Scene scene;
  SECTION("in the installer") {
    scene.installer.put("/bin/apt-install", "");
    scene.runner->expect({"apt-install", "aoetools"}, says(""));
  }
  SECTION("elsewhere") {
    scene.runner->expect({"apt-get", "-q", "-y", "--no-remove", "install", "aoetools"}, says(""));
  }
  REQUIRE(install_aoetools(scene.inputs())->run());
  REQUIRE(scene.runner->unused().empty());
}

TEST_CASE("what GRUB legacy depends on is there only when all of it is") {
  test::Scene scene;
  scene.expect_dpkg({"grub-common", "libc6-i386"}, "grub-common installed 2.12-9\n");
  REQUIRE_FALSE(*install_grub_needs(scene.inputs())->done());
  scene.expect_dpkg({"grub-common", "libc6-i386"},
                    "grub-common installed 2.12-9\nlibc6-i386 installed 2.41\n");
  REQUIRE(*install_grub_needs(scene.inputs())->done());
  scene.runner->expect(
      {"apt-get", "-q", "-y", "--no-remove", "install", "grub-common", "libc6-i386"}, says(""));
  REQUIRE(install_grub_needs(scene.inputs())->run());
}

TEST_CASE("the carried .deb goes through apt-get in the target, and its copy is taken away") {
  test::Scene scene;
  scene.installer.put(carried_netroot, "a deb");
  scene.runner->expect({"apt-get", "-q", "-y", "--no-remove", "--allow-downgrades", "install",
                        "/var/cache/netroot/netroot.deb"},
                       says(""));
  REQUIRE(install_netroot(scene.inputs())->run());
  REQUIRE(scene.runner->seen().size() == 1);
  REQUIRE(std::holds_alternative<InTarget>(scene.runner->seen()[0].where));
  REQUIRE_FALSE(exists(scene.target(), "/var/cache/netroot/netroot.deb"));
}

TEST_CASE("a failed installation quotes apt and says what to look at") {
  test::Scene scene;
  Finished failed = says("", 100);
  failed.err = "E: You don't have enough free space in /var/cache/apt/archives/.\n";
  scene.runner->expect({"apt-get", "-q", "-y", "--no-remove", "install", "aoetools"}, failed);
  auto outcome = install_aoetools(scene.inputs())->run();
  REQUIRE_FALSE(outcome);
  REQUIRE(outcome.error().what.find("enough free space") != std::string::npos);
  REQUIRE(outcome.error().hint.find("syslog") != std::string::npos);
}

TEST_CASE(
    "GRUB legacy comes from apt by version, from the carried .deb, or is refused with the reason") {
  test::Scene scene;
  SECTION("apt has the real one beside the empty one") {
    scene.runner->expect({"apt-cache", "show", "grub-legacy"}, says(transitional + real));
    scene.runner->expect({"apt-get", "-q", "-y", "--no-remove", "install", "grub-legacy=0.97-80"},
                         says(""));
    REQUIRE(install_grub_legacy(scene.inputs())->run());
  }
  SECTION("apt has only the empty one, the udeb carries the real one") {
    scene.installer.put(carried_grub_legacy, "a deb");
    scene.runner->expect({"apt-cache", "show", "grub-legacy"}, says(transitional));
    scene.runner->expect({"apt-get", "-q", "-y", "--no-remove", "--allow-downgrades", "install",
                          "/var/cache/netroot/grub-legacy.deb"},
                         says(""));
    REQUIRE(install_grub_legacy(scene.inputs())->run());
    REQUIRE(exists(scene.target(), "/var/cache/netroot/grub-legacy.deb")); // no archive has it
  }
  SECTION("nobody has it") {
    scene.runner->expect({"apt-cache", "show", "grub-legacy"}, says(transitional));
    auto outcome = install_grub_legacy(scene.inputs())->run();
    REQUIRE_FALSE(outcome);
    REQUIRE(outcome.error().what.find("0.97-83") != std::string::npos);
  }
  REQUIRE(scene.runner->unused().empty());
}

TEST_CASE("the empty transitional package is not taken for GRUB legacy") {
  test::Scene scene;
  scene.expect_dpkg({"grub-legacy"}, "grub-legacy installed 0.97-84\n");
  auto done = install_grub_legacy(scene.inputs())->done();
  REQUIRE(done);
  REQUIRE_FALSE(*done);
}

TEST_CASE("another boot loader in the target is refused by name, one that was purged is not") {
  const std::vector<std::string> others = {"grub-pc", "grub2-common", "grub-efi-amd64",
                                           "lilo",    "systemd-boot", "extlinux"};
  test::Scene scene;
  SECTION("installed") {
    scene.expect_dpkg(others, "grub-pc installed 2.12-9\ngrub2-common installed 2.12-9\n");
    auto outcome = refuse_other_boot_loaders(scene.inputs());
    REQUIRE_FALSE(outcome);
    REQUIRE(outcome.error().what.find("grub-pc grub2-common") != std::string::npos);
  }
  SECTION("only its configuration is left") {
    scene.expect_dpkg(others, "grub-pc config-files 2.12-9\n");
    REQUIRE(refuse_other_boot_loaders(scene.inputs()));
  }
}

TEST_CASE("the pin names the version that is installed, and is written once") {
  test::Scene scene;
  scene.put_in_target("/etc/apt/preferences.d/other", "");
  scene.expect_dpkg({"grub-legacy"}, "grub-legacy installed 0.97-80\n");
  REQUIRE(keep_grub_legacy(scene.inputs())->run());
  REQUIRE(scene.get_from_target(grub_pin_path).find("\nPin: version 0.97-80\n") !=
          std::string::npos);
  scene.expect_dpkg({"grub-legacy"}, "grub-legacy installed 0.97-80\n");
  REQUIRE(*keep_grub_legacy(scene.inputs())->done());
}
