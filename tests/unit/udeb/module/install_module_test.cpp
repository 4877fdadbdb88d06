// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"
#include "tests/unit/udeb/module/samples.h"
#include "udeb/module/digest.h"
#include "udeb/module/module.h"
#include "udeb/module/package_files.h"

using namespace netroot;
using namespace netroot::test;

namespace {

const std::string kernel = "6.12.107+deb13-amd64";
const std::string tree = "/lib/modules/" + kernel;
const std::string aoe_path = tree + "/kernel/drivers/block/aoe/aoe.ko";
const std::string pool = "/cdrom/pool/main/l/linux-signed-amd64/";
const std::string deb_name = "linux-image-" + kernel + "_6.12.107-1_amd64.deb";

struct Machine : TemporaryRoot {
  PlayingRunner runner;
  ModuleSources sources;
  std::string member = "./usr" + tree + "/kernel/drivers/block/aoe/aoe.ko.xz";

  Machine() { sources.kind = ModuleSource::Media; }
  std::string a_deb(const std::string& release = kernel) const {
    return deb({{{member, packed("xz", aoe_module(release))}}});
  }
  void expect_depmod(int status = 0) {
    Finished finished;
    finished.exit_status = status;
    runner.expect({"depmod", "-a", "-b", path().string(), kernel}, finished);
  }
  Result<InstalledModule> install() { return install_aoe_module(root(), runner, kernel, sources); }
  bool untouched() const { return !exists(root(), "/lib"); }
};

} // namespace

TEST_CASE("the module is taken from the pool of the install medium") {
  Machine machine;
  machine.put(pool + deb_name, machine.a_deb());
  machine.expect_depmod();
  const auto installed = machine.install();
  INFO((installed ? "" : installed.error().text()));
  REQUIRE(installed);
  CHECK(installed->source.ends_with(pool + deb_name));
  CHECK(installed->files == std::vector<std::string>{aoe_path});
  CHECK(machine.get(aoe_path) == aoe_module(kernel));
  CHECK(machine.runner.unused().empty());
}

TEST_CASE("a stick under /media with an odd pool serves as well") {
  Machine machine;
  machine.put("/media/stick/pool/extra/" + deb_name, machine.a_deb());
  machine.expect_depmod();
  CHECK(machine.install());
}

TEST_CASE("without a medium the error says where it was looked for") {
  Machine machine;
  const auto installed = machine.install();
  REQUIRE_FALSE(installed);
  CHECK(installed.error().what.find("no linux-image-" + kernel + "_*.deb on install media") == 0);
  CHECK(machine.untouched());
}

TEST_CASE("a medium with another kernel is told by the kernels it has") {
  Machine machine;
  machine.put(pool + "linux-image-6.12.1+deb13-amd64_6.12.1-1_amd64.deb", "x");
  const auto installed = machine.install();
  REQUIRE_FALSE(installed);
  CHECK(installed.error().what.find("(seen: the packages of 6.12.1+deb13-amd64)") !=
        std::string::npos);
}

TEST_CASE("a truncated package beside a sound one does no harm") {
  Machine machine;
  machine.put(pool + "linux-image-" + kernel + "_6.12.107-2_amd64.deb",
              machine.a_deb().substr(0, 500));
  machine.put(pool + deb_name, machine.a_deb());
  machine.expect_depmod();
  const auto installed = machine.install();
  REQUIRE(installed);
  CHECK(installed->source.ends_with(deb_name));
}

TEST_CASE("a module of another kernel is refused before anything is written") {
  Machine machine;
  machine.put(pool + deb_name, machine.a_deb("6.12.106+deb13-amd64"));
  const auto installed = machine.install();
  REQUIRE_FALSE(installed);
  CHECK(installed.error().what.find("is for kernel 6.12.106+deb13-amd64, but this kernel is " +
                                    kernel) != std::string::npos);
  CHECK(machine.untouched());
  CHECK(machine.runner.seen().empty());
}

TEST_CASE("a member that does not match the package's md5sums is refused") {
  Machine machine;
  const std::string content = packed("xz", aoe_module(kernel));
  DebShape shape{{{machine.member, content}}};
  const std::string listed = "  " + machine.member.substr(2) + "\n";
  shape.control = {{"./md5sums", digest_of(content, Digest::Kind::Md5) + listed}};
  machine.put(pool + deb_name, deb(shape));
  machine.expect_depmod();
  CHECK(machine.install());
  shape.control = {{"./md5sums", std::string(32, '0') + listed}};
  machine.put(pool + deb_name, deb(shape));
  const auto installed = machine.install();
  REQUIRE_FALSE(installed);
  CHECK(installed.error().what.find("does not match the package's md5sums") != std::string::npos);
}

TEST_CASE("what the module needs comes along, wherever in the package it stands") {
  Machine machine;
  const auto needs = [](const std::string& name, const std::string& depends) {
    return elf_module({"name=" + name, "depends=" + depends, "vermagic=" + kernel + " SMP "});
  };
  const std::string base = "./usr" + tree + "/kernel/";
  machine.put(pool + deb_name, deb({{{base + "a/deep.ko", needs("deep", "")},
                                     {base + "b/aoe.ko", needs("aoe", "first-one,there,built")},
                                     {base + "c/first_one.ko", needs("first_one", "deep")},
                                     {base + "d/there.ko", needs("there", "")}}}));
  machine.put(tree + "/kernel/d/there.ko", needs("there", ""));
  machine.put(tree + "/modules.builtin", "kernel/x/built.ko\n");
  machine.expect_depmod();
  const auto installed = machine.install();
  INFO((installed ? "" : installed.error().text()));
  REQUIRE(installed);
  CHECK(installed->files == std::vector<std::string>{tree + "/kernel/a/deep.ko",
                                                     tree + "/kernel/c/first_one.ko",
                                                     tree + "/kernel/b/aoe.ko"});
}

TEST_CASE("a package that lacks what the module needs is refused by that name") {
  Machine machine;
  machine.put(pool + deb_name,
              deb({{{machine.member, packed("xz", aoe_module(kernel, "libnone"))}}}));
  const auto installed = machine.install();
  REQUIRE_FALSE(installed);
  CHECK(installed.error().what.find("has no libnone.ko") != std::string::npos);
  CHECK(machine.untouched());
}

TEST_CASE("when depmod fails the new module is taken away again") {
  Machine machine;
  machine.put(pool + deb_name, machine.a_deb());
  machine.expect_depmod(1);
  REQUIRE_FALSE(machine.install());
  CHECK_FALSE(exists(machine.root(), aoe_path));
}

TEST_CASE("a path may be the package itself under any name") {
  Machine machine;
  machine.put("/tmp/kernel", machine.a_deb());
  machine.sources.kind = ModuleSource::Path;
  machine.sources.path = (machine.path() / "tmp/kernel").string();
  machine.expect_depmod();
  CHECK(machine.install());
}

TEST_CASE("a bare URL wants a SHA256, and holds to it") {
  Machine machine;
  machine.put("/tmp/k.deb", machine.a_deb());
  machine.sources.kind = ModuleSource::Url;
  machine.sources.url = "file://" + (machine.path() / "tmp/k.deb").string();
  const auto bare = machine.install();
  REQUIRE_FALSE(bare);
  CHECK(bare.error().kind == Error::Kind::Usage);
  machine.sources.sha256 = std::string(64, '0');
  const auto wrong = machine.install();
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().what.find("netroot/module/sha256 says 000") != std::string::npos);
  CHECK(machine.untouched());
  machine.sources.sha256 = digest_of(machine.a_deb());
  machine.expect_depmod();
  CHECK(machine.install());
}

TEST_CASE("when no source has it, the error names each that was tried") {
  Machine machine;
  machine.sources.kind = ModuleSource::Auto;
  machine.sources.path = machine.path().string() + "/nowhere.deb";
  const auto installed = machine.install();
  REQUIRE_FALSE(installed);
  const std::string& what = installed.error().what;
  CHECK(what.find("no source has aoe.ko for kernel " + kernel) == 0);
  CHECK(what.find("install media") != std::string::npos);
  CHECK(what.find("nowhere.deb: cannot be opened") != std::string::npos);
  CHECK(what.find("no archive keyring") != std::string::npos);
}

TEST_CASE("a kernel's name that could lead elsewhere is refused") {
  Machine machine;
  for (const char* name : {"", "../../etc", "a/b", "-b", "."}) {
    const auto installed =
        install_aoe_module(machine.root(), machine.runner, name, machine.sources);
    REQUIRE_FALSE(installed);
    CHECK(installed.error().kind == Error::Kind::Usage);
  }
}

TEST_CASE("a package's file name tells its kernel, as pools and caches write it") {
  CHECK(is_kernel_package(deb_name, kernel));
  CHECK(is_kernel_package("linux-image-" + kernel + "_1%3a6.12.107-1_amd64.deb", kernel));
  CHECK(is_kernel_package("linux-image-6.12.107%2bdeb13-amd64_6.12_amd64.deb", kernel));
  CHECK_FALSE(is_kernel_package("linux-image-" + kernel + "-unsigned_6.12_amd64.deb", kernel));
  CHECK_FALSE(is_kernel_package("linux-image-" + kernel + "_6.12_amd64.udeb", kernel));
  CHECK_FALSE(is_kernel_package("linux-image-amd64_6.12_amd64.deb", kernel));
  CHECK_FALSE(is_kernel_package("linux-image-6.12.107_6.12_amd64.deb", kernel));
  CHECK(kernel_of_package("linux-image-amd64_6.12_amd64.deb").empty());
}
