// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/initrd_contents.h"
#include "tests/unit/grubfix/fixture.h"
#include "tests/unit/small_initrd.h"

using namespace netroot;
using namespace netroot::test;

static const std::string identity = "NETROOT_TARGET=e0.0\nNETROOT_MACS=\"52:54:00:12:34:56\"\n";

static Result<InitrdContents> contents_of(const std::string& bytes) {
  Machine machine;
  machine.write("/boot/initrd", bytes);
  return read_initrd(machine.root(), "/boot/initrd");
}

TEST_CASE("module, script and identity are found in a plain archive") {
  auto found = contents_of(right_initrd("6.1-amd64", identity));
  REQUIRE(found);
  CHECK(found->module_versions == std::vector<std::string>{"6.1-amd64"});
  CHECK(found->script);
  CHECK_FALSE(found->stock_script);
  CHECK(found->identity == identity);
  CHECK(initrd_fault(*found, "6.1-amd64", identity, false).empty());
}

TEST_CASE("archives behind one another are read to the last, padding and microcode before them") {
  std::string early = cpio_archive({{"kernel/x86/microcode/GenuineIntel.bin", "code"}});
  auto found = contents_of(early + std::string(1024, '\0') + right_initrd("6.1-amd64", identity) +
                           std::string(508, '\0') + cpio_archive({{"scripts/local-top/aoe", "x"}}));
  REQUIRE(found);
  CHECK(found->script);
  CHECK(found->stock_script);
}

TEST_CASE("the older place of modules and a leading ./ are known") {
  auto found = contents_of(cpio_archive({{"./lib/modules/6.1/kernel/drivers/block/aoe/aoe.ko", "m"},
                                         {"lib/modules/6.1/kernel/drivers/net/aoe.txt", "m"}}));
  REQUIRE(found);
  CHECK(found->module_versions == std::vector<std::string>{"6.1"});
}

TEST_CASE("what would keep the disk from coming up is named") {
  auto all = contents_of(right_initrd("6.1-amd64", identity)).value();
  CHECK(initrd_fault(all, "6.2-amd64", identity, false) ==
        "it holds the module aoe for 6.1-amd64 only");
  CHECK(initrd_fault(all, "6.2-amd64", identity, true).empty());
  CHECK(initrd_fault(all, "6.1-amd64", "NETROOT_TARGET=e1.0\n", false).find("another target") !=
        std::string::npos);
  // a comment more makes no other identity
  CHECK(initrd_fault(all, "6.1-amd64", "# mine\n" + identity, false).empty());
  const std::string patient = "NETROOT_TARGET=e0.0\nNETROOT_TIMEOUT=90\n";
  CHECK(initrd_fault(all, "6.1-amd64", patient, false).empty());
  CHECK(is_stale(all, patient));
  for (const char* tuning : {"NETROOT_MTU=9000\n", "NETROOT_DEADSECS=0\n", "NETROOT_MAXOUT=4\n"}) {
    INFO(tuning);
    CHECK(is_stale(all, identity + tuning));
  }
  CHECK_FALSE(is_stale(all, "# mine\n" + identity));
  InitrdContents none;
  CHECK(initrd_fault(none, "6.1-amd64", identity, false) == "it does not hold the module aoe");
  none.module_versions = {"6.1-amd64"};
  CHECK(initrd_fault(none, "6.1-amd64", identity, false).find("local-top/netroot") !=
        std::string::npos);
  none.script = true;
  CHECK(initrd_fault(none, "6.1-amd64", identity, false).find("netroot.conf") != std::string::npos);
}

TEST_CASE("an initrd that breaks off anywhere inside an archive is damaged") {
  std::string whole = right_initrd("6.1-amd64", identity);
  for (size_t size = 6; size < whole.size() - 4; size++) {
    auto found = contents_of(whole.substr(0, size));
    INFO(size);
    REQUIRE_FALSE(found);
    CHECK(found.error().what.starts_with("/boot/initrd: "));
  }
}

TEST_CASE("bytes that are no initrd are an error, and so is a missing file") {
  for (std::string bytes : {"hello", "07070", "0707010000", "070701zzzzzzzz"})
    CHECK_FALSE(contents_of(bytes + std::string(200, 'x')));
  Machine machine;
  CHECK_FALSE(read_initrd(machine.root(), "/boot/none"));
}

TEST_CASE("a member that says it is larger than the archive is an error, not a read beyond it") {
  std::string bytes = right_initrd("6.1-amd64", identity);
  bytes.replace(6 + 8 * 6, 8, "ffffffff");
  CHECK_FALSE(contents_of(bytes));
  bytes = right_initrd("6.1-amd64", identity);
  bytes.replace(6 + 8 * 11, 8, "7fffffff");
  CHECK_FALSE(contents_of(bytes));
}
