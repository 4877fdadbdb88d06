// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/udeb/module/samples.h"
#include "udeb/module/module_info.h"

using namespace netroot;
using namespace netroot::test;

TEST_CASE("a module tells its name, its kernel and what it needs") {
  const auto info = parse_module_info(
      elf_module({"name=snd-aloop", "vermagic=6.1.0-50-amd64 SMP ", "depends=snd-pcm,snd"}),
      "x.ko");
  REQUIRE(info);
  CHECK(info->name == "snd_aloop");
  CHECK(info->vermagic == "6.1.0-50-amd64 SMP ");
  CHECK(info->depends == std::vector<std::string>{"snd_pcm", "snd"});
}

TEST_CASE("an empty depends= is no dependency") {
  const auto info = parse_module_info(aoe_module("6.1"), "aoe.ko");
  REQUIRE(info);
  CHECK(info->depends.empty());
}

TEST_CASE("a module cut off at any byte is an error and never read beyond its end") {
  const std::string whole = aoe_module("6.12.107+deb13-amd64");
  for (size_t length = 0; length < whole.size(); ++length) {
    // A copy of its own on the heap, so that the sanitizer sees the first byte too many.
    const std::vector<char> part(whole.begin(), whole.begin() + static_cast<long>(length));
    const auto info = parse_module_info(std::string_view(part.data(), part.size()), "cut.ko");
    REQUIRE_FALSE(info);
    CHECK(info.error().what.find("cut.ko") == 0);
  }
}

TEST_CASE("a module with any one byte changed is parsed or refused, within its bounds") {
  const std::string whole = aoe_module("6.12.107+deb13-amd64");
  int accepted = 0;
  for (size_t at = 0; at < whole.size(); ++at)
    for (const char value : {'\0', '\x7f', '\xff', static_cast<char>(whole[at] ^ 1)}) {
      std::vector<char> changed(whole.begin(), whole.end());
      changed[at] = value;
      accepted += parse_module_info(std::string_view(changed.data(), changed.size()), "x") ? 1 : 0;
    }
  CHECK(accepted > 0);
}

TEST_CASE("what is no module is refused") {
  CHECK_FALSE(parse_module_info("", "empty"));
  CHECK_FALSE(parse_module_info(std::string(4096, '\xff'), "noise"));
  CHECK_FALSE(parse_module_info("#!/bin/sh\n" + std::string(200, 'x'), "script"));
  const auto mute = parse_module_info(elf_module({"name=aoe"}), "mute.ko");
  REQUIRE_FALSE(mute);
  CHECK(mute.error().what == "mute.ko: .modinfo has no vermagic");
}

TEST_CASE("a module's name is found in its file name") {
  CHECK(module_name_of("kernel/drivers/block/aoe/aoe.ko") == "aoe");
  CHECK(module_name_of("/lib/x/snd-aloop.ko.xz") == "snd_aloop");
  CHECK(module_name_of("a.ko.zst") == "a");
  CHECK(module_name_of("a.ko.gz") == "a");
  CHECK(module_name_of("modules.dep").empty());
  CHECK(module_name_of("a.ko.bz2").empty());
  CHECK(module_name_of("").empty());
}

TEST_CASE("a module for another kernel is refused by both names") {
  const ModuleInfo info{"aoe", "6.1.0-50-amd64 SMP preempt mod_unload modversions ", {}};
  CHECK(check_vermagic(info, "6.1.0-50-amd64", "", "aoe.ko"));
  const auto other = check_vermagic(info, "6.1.0-51-amd64", "", "aoe.ko");
  REQUIRE_FALSE(other);
  CHECK(other.error().what ==
        "aoe.ko is for kernel 6.1.0-50-amd64, but this kernel is 6.1.0-51-amd64");
  CHECK_FALSE(check_vermagic(info, "6.1.0-50", "", "aoe.ko"));
}

TEST_CASE("beside a module that fits, the whole vermagic must be the same") {
  const ModuleInfo info{"aoe", "6.1.0 SMP mod_unload ", {}};
  CHECK(check_vermagic(info, "6.1.0", "6.1.0 SMP mod_unload", "aoe.ko"));
  const auto other = check_vermagic(info, "6.1.0", "6.1.0 SMP preempt mod_unload ", "aoe.ko");
  REQUIRE_FALSE(other);
  CHECK(other.error().what ==
        "aoe.ko has vermagic \"6.1.0 SMP mod_unload\", but the modules of this "
        "kernel have \"6.1.0 SMP preempt mod_unload\"");
}
