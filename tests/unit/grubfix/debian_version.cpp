// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/debian_version.h"
#include "grubfix/installed_kernels.h"
#include "tests/unit/grubfix/fixture.h"

using namespace netroot;
using namespace netroot::test;

TEST_CASE("versions are ordered as dpkg orders them") {
  // each is older than the next
  const std::vector<std::string> ascending = {
      "0~1", "1~rc1", "1~rc1-1", "1~rc2", "1",   "1-1~bpo1", "1-1", "1-1+b1",
      "1-2", "1a",    "1a1",     "1+",    "1.2", "1.10",     "2-0", "1:0"};
  for (size_t i = 0; i < ascending.size(); i++)
    for (size_t j = 0; j < ascending.size(); j++) {
      int order = compare_debian_versions(ascending[i], ascending[j]);
      INFO(ascending[i] << " and " << ascending[j]);
      CHECK((order < 0) == (i < j));
      CHECK((order > 0) == (i > j));
    }
}

TEST_CASE("leading zeros and long numbers count as numbers") {
  CHECK(compare_debian_versions("1.010", "1.10") == 0);
  CHECK(compare_debian_versions("99999999999999999999998", "99999999999999999999999") < 0);
}

TEST_CASE("a release candidate of a kernel is older than the kernel") {
  CHECK(newer_kernel("6.1-amd64", "6.1-rc2-amd64"));
  CHECK(newer_kernel("6.12.10-amd64", "6.12.9-amd64"));
  CHECK_FALSE(newer_kernel("6.12.9-amd64", "6.12.9-amd64"));
}

TEST_CASE("kernels come newest first, the links before all, each with its initrd") {
  Machine machine;
  for (const char* name : {"vmlinuz-6.9-amd64", "vmlinuz-6.12-amd64", "vmlinuz-6.13.dpkg-new",
                           "initrd.img-6.9-amd64", "initrd-6.12-amd64.gz", "config-6.9-amd64"})
    machine.write(std::string("/boot/") + name, "x");
  std::filesystem::create_symlink("vmlinuz-6.9-amd64", machine.root().at("/boot/vmlinuz"));
  auto kernels = installed_kernels(machine.root());
  REQUIRE(kernels.size() == 3);
  CHECK(kernels[0].label == "6.9-amd64 Default");
  CHECK(kernels[0].version == "6.9-amd64");
  CHECK(kernels[0].initrd.empty());
  CHECK(kernels[1].version == "6.12-amd64");
  CHECK(kernels[1].initrd == "initrd-6.12-amd64.gz");
  CHECK(kernels[2].initrd == "initrd.img-6.9-amd64");
}
