// SPDX-License-Identifier: GPL-2.0-or-later
// The real servers are in tests/system/bootable_chroot.sh and grubfix_publish.sh.
#include "udeb/bootable/publishing.h"
#include "system/log.h"
#include "tests/unit/catch.h"
#include "tests/unit/udeb/bootable/scene.h"
#include "udeb/bootable/sanboot_files.h"
#include <sys/stat.h>

using namespace netroot;
using namespace netroot::bootable;

namespace {

std::vector<std::string> logged;

struct Notes : Progress {
  void begin(const std::string&, int) override {}
  void step(int, const std::string&) override {}
  void note(const std::string& text) override { seen.push_back(text); }
  void end() override {}
  std::vector<std::string> seen;
};

// Port 1 of this machine, where nobody listens.
struct Publishing : test::Scene {
  Publishing() {
    logged.clear();
    log::divert([](int, const std::string& text) { logged.push_back(text); });
  }
  Publishing(const Publishing&) = delete;
  Publishing& operator=(const Publishing&) = delete;
  ~Publishing() { log::divert(nullptr); }
  BootableInputs inputs() {
    BootableInputs all = Scene::inputs();
    all.answers.sanboot_publish = url;
    all.progress = &notes;
    return all;
  }
  bool is_done() { return *publish_sanboot_script(inputs())->done(); }
  void put_published(const std::string& at, const std::string& script,
                     const std::string& error = "") const {
    installer.put(published_path,
                  "URL=" + at + "\nANSWER=201 Created\nERROR=" + error + "\nHINT=\n\n" + script);
  }
  std::string url = "http://root:secret@127.0.0.1:1/pxe/x.gpxe";
  Notes notes;
};

} // namespace

TEST_CASE("a server that is not there ends nothing, and is a warning with what to do") {
  Publishing scene;
  REQUIRE(publish_sanboot_script(scene.inputs())->run());
  auto publication = load_publication(scene.installer.root());
  REQUIRE(publication);
  CHECK_FALSE(publication->error.empty());
  Check check = check_publication(*publication);
  CHECK(check.level == Check::Level::Warning);
  CHECK(check.text.find("Not published at http://127.0.0.1:1/pxe/x.gpxe: ") == 0);
  CHECK(check.hint.find("/var/log/netroot") != std::string::npos);
  CHECK_FALSE(scene.is_done()); // it is tried again
}

TEST_CASE("the password of the URL is neither logged nor shown, and its file is root's alone") {
  Publishing scene;
  auto step = publish_sanboot_script(scene.inputs());
  CHECK(step->text() == "publish the sanboot script at http://127.0.0.1:1/pxe/x.gpxe");
  REQUIRE(step->run());
  REQUIRE(scene.notes.seen.size() == 1);
  REQUIRE(logged.size() == 1);
  auto publication = load_publication(scene.installer.root());
  Check check = check_publication(*publication);
  for (const std::string& text :
       {scene.notes.seen[0], logged[0], check.text, check.hint, sentence_of(*publication)})
    CHECK(text.find("secret") == std::string::npos);
  struct stat status = {};
  REQUIRE(stat(scene.installer.root().at(published_path).c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("what is at that URL already is not published again, anything else is") {
  Publishing scene;
  const std::string script = script_of(scene.inputs());
  CHECK_FALSE(scene.is_done());
  scene.put_published(scene.url, script);
  CHECK(scene.is_done());
  SECTION("another URL") {
    scene.url += "2";
  }
  SECTION("another password") {
    scene.url = "http://root:other@127.0.0.1:1/pxe/x.gpxe";
  }
  SECTION("other bytes") {
    scene.put_published(scene.url, script + "\n");
  }
  SECTION("it failed") {
    scene.put_published(scene.url, script, "no route");
  }
  CHECK_FALSE(scene.is_done());
}

TEST_CASE("the server's answer is in the sentence, and silence is no failure") {
  Publication publication;
  publication.url = "http://u:p@h/x";
  publication.answer = "201 Created";
  CHECK(sentence_of(publication) == "Published at http://h/x; the server said: 201 Created");
  CHECK(check_publication(publication).level == Check::Level::Fine);
  publication.answer.clear();
  CHECK(sentence_of(publication) == "Published at http://h/x; the server took it.");
}

TEST_CASE("a script is published for the method script alone, and where a URL is named") {
  Publishing scene;
  auto inputs = scene.inputs();
  CHECK(is_published(inputs));
  inputs.answers.sanboot_method = SanbootMethod::RootPath;
  CHECK_FALSE(is_published(inputs));
  inputs.answers.sanboot_method = SanbootMethod::Script;
  inputs.answers.sanboot_publish.clear();
  CHECK_FALSE(is_published(inputs));
}

TEST_CASE("the DHCP servers' lines name the URL of publishing, without its password") {
  Publishing scene;
  REQUIRE(save_sanboot_files(scene.inputs())->run());
  std::string lines = scene.get_from_target("/etc/netroot/sanboot-dnsmasq.conf");
  CHECK(lines.find(",tag:ipxe,http://127.0.0.1:1/pxe/x.gpxe\n") != std::string::npos);
  CHECK(lines.find("secret") == std::string::npos);
}
