// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/proof.h"
#include "grubfix/identity.h"
#include "tests/unit/catch.h"
#include "tests/unit/small_initrd.h"
#include "tests/unit/udeb/bootable/scene.h"
#include "udeb/bootable/checks_file.h"
#include "udeb/bootable/publishing.h"
#include <algorithm>

using namespace netroot;
using namespace netroot::bootable;
using Level = Check::Level;

namespace {

const std::string version = "6.12.107+deb13-amd64";
const std::string identity = "NETROOT_TARGET=e0.0\nNETROOT_MACS=\"52:54:00:12:34:56\"\n";

struct Proof : test::Scene {
  explicit Proof(BootLoader boot_loader) : all(inputs()) {
    all.answers.boot_loader = boot_loader;
    put_in_target("/boot/vmlinuz-" + version, "");
    put_in_target(identity_path, identity);
    put_in_target("/boot/initrd.img-" + version, test::right_initrd(version, identity));
  }
  Outcome prove() {
    BootSetup setup{all.target, *runner, InTarget{all.target}, all.disk.device, 1, 0, ""};
    return prove_bootable(all, setup)->run();
  }
  std::vector<Check> kept() const { return *load_checks(installer.root()); }
  BootableInputs all;
};

bool has(const std::vector<Check>& checks, Level level, const std::string& name) {
  return std::any_of(checks.begin(), checks.end(), [&](const Check& check) {
    return check.level == level && check.name == name;
  });
}

} // namespace

TEST_CASE("without a boot loader the initrds are proved, and nothing that belongs to GRUB") {
  Proof proof(BootLoader::None);
  REQUIRE(proof.prove());
  auto checks = proof.kept();
  CHECK(has(checks, Level::Fine, "boot loader"));
  CHECK(has(checks, Level::Fine, "initrd"));
  CHECK(has(checks, Level::Fine, "sanboot"));
  CHECK(checks.size() == 3);
}

TEST_CASE("an initrd that would not find the disk blocks without a boot loader, too") {
  Proof proof(BootLoader::None);
  proof.put_in_target("/boot/initrd.img-" + version, test::right_initrd("6.1.0", identity));
  auto outcome = proof.prove();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().what.find("the system would not boot: " + version) == 0);
  CHECK(has(proof.kept(), Level::Blocking, "initrd"));
}

TEST_CASE("with GRUB legacy missing the first blocking check is the error, and all are kept") {
  Proof proof(BootLoader::GrubLegacy);
  auto outcome = proof.prove();
  REQUIRE_FALSE(outcome);
  auto checks = proof.kept();
  auto first = std::find_if(checks.begin(), checks.end(),
                            [](const Check& check) { return check.level == Level::Blocking; });
  REQUIRE(first != checks.end());
  CHECK(outcome.error().what == "the system would not boot: " + first->text);
  CHECK(outcome.error().hint == first->hint);
  CHECK(has(checks, Level::Blocking, "MBR"));
}

TEST_CASE("what came of publishing is among the checks, and blocks nothing") {
  Proof proof(BootLoader::None);
  proof.all.answers.sanboot_publish = "http://h/x";
  proof.installer.put(published_path, "URL=http://h/x\nERROR=403 Forbidden\nHINT=Ask.\n\n");
  REQUIRE(proof.prove());
  CHECK(has(proof.kept(), Level::Warning, "publishing"));
  proof.all.answers.sanboot_publish.clear(); // another run, without it
  REQUIRE(proof.prove());
  CHECK_FALSE(has(proof.kept(), Level::Warning, "publishing"));
}
