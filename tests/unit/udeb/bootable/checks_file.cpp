// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/checks_file.h"
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"

using namespace netroot;
using namespace netroot::bootable;
using Level = Check::Level;

TEST_CASE("checks come back as they were kept, with whatever is in their texts") {
  test::TemporaryRoot installer;
  const std::vector<Check> checks = {{Level::Fine, "disk", "MBR label", ""},
                                     {Level::Warning, "a\tb", "two\nlines", "C:\\new"},
                                     {Level::Blocking, "", "\\", "\\t"}};
  REQUIRE(save_checks(installer.root(), checks));
  auto loaded = load_checks(installer.root());
  REQUIRE(loaded);
  REQUIRE(loaded->size() == checks.size());
  for (size_t i = 0; i < checks.size(); ++i) {
    CHECK((*loaded)[i].level == checks[i].level);
    CHECK((*loaded)[i].name == checks[i].name);
    CHECK((*loaded)[i].text == checks[i].text);
    CHECK((*loaded)[i].hint == checks[i].hint);
  }
}

TEST_CASE("without kept checks there are none, as after they were forgotten") {
  test::TemporaryRoot installer;
  CHECK(load_checks(installer.root())->empty());
  REQUIRE(save_checks(installer.root(), {{Level::Fine, "disk", "MBR label", ""}}));
  CHECK(load_checks(installer.root())->size() == 1);
  REQUIRE(forget_checks(installer.root()));
  CHECK(load_checks(installer.root())->empty());
  CHECK(forget_checks(installer.root()));
}

TEST_CASE("a line that is no check is refused and quoted") {
  test::TemporaryRoot installer;
  for (const char* line : {"passed", "fine\ta\tb\tc", "passed\ta\tb", "passed\ta\tb\tc\td", ""}) {
    installer.put(checks_path, std::string("passed\tdisk\tx\t\n") + line + "\n");
    auto loaded = load_checks(installer.root());
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().what.find(line) != std::string::npos);
    CHECK_FALSE(loaded.error().hint.empty());
  }
}
