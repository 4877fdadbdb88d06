// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/device_map.h"
#include "tests/fuzz/fuzz.h"

using namespace netroot;

FUZZ(bytes) {
  DeviceMap map = DeviceMap::parse(bytes);
  must(map.text() == bytes, "the round trip keeps every byte");
  bool changed = map.set("hd0", "/dev/etherd/e0.0");
  must(changed == (map.text() != bytes), "set says whether a byte changed");
  must(map.device("hd0") == "/dev/etherd/e0.0", "the device that was set is there");
  must(!map.set("hd0", "/dev/etherd/e0.0"), "a second time changes nothing");
  DeviceMap again = DeviceMap::parse(map.text());
  must(again.device("hd0") == "/dev/etherd/e0.0", "the device that was set is read back");
  must(!again.set("hd0", "/dev/etherd/e0.0"), "what was written is right for a reader");
}
