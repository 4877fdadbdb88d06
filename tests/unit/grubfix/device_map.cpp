// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/device_map.h"
#include "tests/unit/grubfix/fixture.h"

using namespace netroot;
using namespace netroot::test;

TEST_CASE("a device.map nobody changed is written back byte for byte") {
  for (std::string bytes : {fixture("mixed.device.map"), std::string(), std::string("(hd0)\n"),
                            std::string("(hd0) \r\n"), std::string("\n\n(")})
    CHECK(DeviceMap::parse(bytes).text() == bytes);
}

TEST_CASE("a drive is looked up by its name") {
  auto map = DeviceMap::parse(fixture("mixed.device.map"));
  CHECK(map.device("hd0") == "/dev/sda");
  CHECK(map.device("hd2") == "/dev/sdb");
  CHECK_FALSE(map.device("hd3"));
  CHECK_FALSE(map.device(""));
}

TEST_CASE("setting a drive keeps its line, and no other line may name the same device") {
  auto map = DeviceMap::parse(fixture("mixed.device.map"));
  CHECK(map.set("hd0", "/dev/etherd/e0.0"));
  CHECK(map.text() ==
        "(fd0)\t/dev/fd0\n# a comment\n(hd0)   /dev/etherd/e0.0  \r\n\nnonsense (\n(hd2) /dev/sdb");
  CHECK_FALSE(map.set("hd0", "/dev/etherd/e0.0"));
}

TEST_CASE("a drive that is missing comes first") {
  auto map = DeviceMap::parse("(hd1) /dev/sdb\n");
  CHECK(map.set("hd0", "/dev/etherd/e0.0"));
  CHECK(map.text() == "(hd0) /dev/etherd/e0.0\n(hd1) /dev/sdb\n");
}
