// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/preseed_file.h"
#include "tests/unit/catch.h"
#include "tests/unit/udeb/bootable/scene.h"

using namespace netroot;
using namespace netroot::bootable;

TEST_CASE("the answers that were given to the dialogs are kept in the new system") {
  test::Scene scene;
  scene.installer.put(preseed_path, "d-i netroot/target string e0.0\n");
  auto step = keep_preseed_file(scene.inputs());
  REQUIRE_FALSE(*step->done());
  REQUIRE(step->run());
  CHECK(scene.get_from_target(preseed_in_target) == "d-i netroot/target string e0.0\n");
  CHECK(*step->done());
  scene.installer.put(preseed_path, "d-i netroot/target string e1.0\n");
  CHECK_FALSE(*step->done());
}

TEST_CASE("where nobody was asked there is nothing to keep") {
  test::Scene scene;
  CHECK(*keep_preseed_file(scene.inputs())->done());
}
