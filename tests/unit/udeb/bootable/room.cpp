// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/room.h"
#include "tests/unit/catch.h"
#include "tests/unit/udeb/bootable/scene.h"
#include <sys/mount.h>
#include <unistd.h>

using namespace netroot;
using namespace netroot::bootable;

namespace {

// A /target on a file system of its own, of the given size.
class SmallTarget {
public:
  SmallTarget(test::Scene& scene, const char* size) : folder_(scene.target_folder()) {
    REQUIRE(mount("tmpfs", folder_.c_str(), "tmpfs", 0, size) == 0);
  }
  SmallTarget(const SmallTarget&) = delete;
  SmallTarget& operator=(const SmallTarget&) = delete;
  ~SmallTarget() { umount(folder_.c_str()); }

private:
  std::string folder_;
};

const std::vector<std::string> looked_for = {"aoetools", "netroot", "grub-legacy"};

} // namespace

TEST_CASE("a target with too little room for the packages is refused with both figures") {
  if (geteuid() != 0)
    return;
  test::Scene scene;
  SmallTarget small(scene, "size=8m");
  scene.expect_dpkg(looked_for, "");
  auto outcome = check_room(scene.inputs())->run();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().what == "the target's / has 8 MiB free, 64 MiB are needed");
  CHECK(outcome.error().hint.find("make room there") != std::string::npos);
}

TEST_CASE("with the packages in, less room is enough") {
  if (geteuid() != 0)
    return;
  test::Scene scene;
  SmallTarget small(scene, "size=8m");
  scene.expect_dpkg(looked_for, "aoetools installed 36-6\nnetroot installed 0.1.0\n"
                                "grub-legacy installed 0.97-80\n");
  CHECK(check_room(scene.inputs())->run());
}
