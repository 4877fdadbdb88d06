// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"
#include "tests/unit/udeb/module/samples.h"
#include "udeb/module/module.h"

using namespace netroot;
using namespace netroot::test;

namespace {

const std::string kernel = "6.12.107+deb13-amd64";

struct Installer : TemporaryRoot {
  PlayingRunner runner;
  Installer() { put("/proc/sys/kernel/osrelease", kernel + "\n"); }
  void expect(std::vector<std::string> argv, int status) {
    Finished finished;
    finished.exit_status = status;
    runner.expect(std::move(argv), finished);
  }
  void expect_modprobe(int status) { expect({"modprobe", "aoe"}, status); }
  LoadAoeModule step() {
    ModuleSources sources;
    sources.kind = ModuleSource::Media;
    return {root(), runner, sources};
  }
};

} // namespace

TEST_CASE("a loaded driver and a built-in one leave nothing to do") {
  Installer installer;
  CHECK_FALSE(*installer.step().done());
  installer.put("/lib/modules/" + kernel + "/modules.builtin", "kernel/drivers/block/aoe/aoe.ko\n");
  CHECK(*installer.step().done());
  Installer other;
  other.put("/sys/module/aoe/refcnt", "0\n");
  CHECK(*other.step().done());
}

TEST_CASE("a driver that modprobe finds is loaded without looking further") {
  Installer installer;
  installer.expect_modprobe(0);
  CHECK(installer.step().run());
  CHECK(installer.runner.seen().size() == 1);
}

TEST_CASE("a driver that modprobe does not find is fetched, then loaded") {
  Installer installer;
  installer.put("/cdrom/pool/linux-image-" + kernel + "_1_amd64.deb",
                deb({{{"./lib/modules/" + kernel + "/kernel/drivers/block/aoe/aoe.ko",
                       aoe_module(kernel)}}}));
  installer.expect_modprobe(1);
  installer.expect({"depmod", "-a", "-b", installer.path().string(), kernel}, 0);
  installer.expect_modprobe(0);
  const auto outcome = installer.step().run();
  INFO((outcome ? "" : outcome.error().text()));
  CHECK(outcome);
  CHECK(installer.runner.unused().empty());
}

TEST_CASE("a driver that was fetched but does not load is told with its source") {
  Installer installer;
  installer.put("/cdrom/pool/linux-image-" + kernel + "_1_amd64.deb",
                deb({{{"./lib/modules/" + kernel + "/kernel/drivers/block/aoe/aoe.ko",
                       aoe_module(kernel)}}}));
  installer.expect_modprobe(1);
  installer.expect({"depmod", "-a", "-b", installer.path().string(), kernel}, 0);
  installer.expect_modprobe(1);
  const auto outcome = installer.step().run();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().what.find("_1_amd64.deb cannot be loaded") != std::string::npos);
}

TEST_CASE("undo unloads what is loaded and nothing else") {
  Installer installer;
  CHECK(installer.step().undo());
  CHECK(installer.runner.seen().empty());
  installer.put("/sys/module/aoe/refcnt", "0\n");
  installer.expect({"modprobe", "-r", "aoe"}, 0);
  CHECK(installer.step().undo());
}

TEST_CASE("a driver in use is no driver to be unloaded, and the error says so") {
  Installer installer;
  installer.put("/sys/module/aoe/refcnt", "1\n");
  installer.expect({"modprobe", "-r", "aoe"}, 1);
  const auto outcome = installer.step().undo();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().hint.find("unmount the disk") != std::string::npos);
}

TEST_CASE("modprobe is the machine's, depmod works on its files from here") {
  Installer installer;
  installer.put("/cdrom/pool/linux-image-" + kernel + "_1_amd64.deb",
                deb({{{"./lib/modules/" + kernel + "/kernel/drivers/block/aoe/aoe.ko",
                       aoe_module(kernel)}}}));
  installer.expect_modprobe(1);
  installer.expect({"depmod", "-a", "-b", installer.path().string(), kernel}, 0);
  installer.expect_modprobe(0);
  REQUIRE(installer.step().run());
  for (const Command& command : installer.runner.seen())
    CHECK(std::holds_alternative<OnRealPaths>(command.where) == (command.argv[0] == "depmod"));
}

TEST_CASE("the installer's mirror and its security suite are where the archive is looked for") {
  Installer installer;
  const RawAnswers answers{{"mirror/protocol", "http"},
                           {"mirror/http/hostname", "deb.example.org"},
                           {"mirror/http/directory", "/debian/"},
                           {"mirror/http/proxy", "http://proxy:3128"},
                           {"mirror/suite", "trixie"}};
  const auto sources = module_sources({}, answers, installer.root());
  REQUIRE(sources.archive.size() == 2);
  CHECK(sources.archive[0].url == "http://deb.example.org/debian");
  CHECK(sources.archive[0].suite == "trixie");
  CHECK(sources.archive[1].url == "http://security.debian.org/debian-security");
  CHECK(sources.archive[1].suite == "trixie-security");
  CHECK(sources.proxy == "http://proxy:3128");
}

TEST_CASE("without a mirror the suite is the installer's own, else stable") {
  Installer installer;
  CHECK(module_sources({}, {}, installer.root()).archive[0].suite == "stable");
  installer.put("/etc/default-release", "trixie\n");
  const auto sources = module_sources({}, {}, installer.root());
  CHECK(sources.archive[0].url == "http://deb.debian.org/debian");
  CHECK(sources.archive[0].suite == "trixie");
}

TEST_CASE("--from is an archive, a URL, a folder or a file") {
  Installer installer;
  const auto kind = [&](const std::string& from) {
    const auto sources = module_sources_from(from, {}, {}, installer.root());
    return sources ? static_cast<int>(sources->kind) : -1;
  };
  CHECK(kind("archive") == static_cast<int>(ModuleSource::Mirror));
  CHECK(kind("http://h/x.deb") == static_cast<int>(ModuleSource::Url));
  CHECK(kind(installer.path().string()) == static_cast<int>(ModuleSource::Path));
  CHECK(kind("/nowhere/at/all") == -1);
}

TEST_CASE("the path of an answer is one of the machine, below its root") {
  Installer installer;
  Answers answers;
  answers.module_path = "/hd-media/x.deb";
  CHECK(module_sources(answers, {}, installer.root()).path ==
        (installer.path() / "hd-media/x.deb").string());
}
