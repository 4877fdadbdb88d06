// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/text.h"
#include "tests/unit/catch.h"
#include "udeb/answers.h"
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace netroot;

namespace {

Error refused(const RawAnswers& raw) {
  auto answers = to_answers(raw);
  REQUIRE_FALSE(answers);
  CHECK(answers.error().kind == Error::Kind::Usage);
  return answers.error();
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// Template name to its Default, of a templates file of the udebs.
RawAnswers template_defaults(const std::string& file) {
  auto source = std::filesystem::path(NETROOT_FIXTURES).parent_path().parent_path();
  std::ifstream stream(source / "udeb/installer" / file);
  REQUIRE(stream.good());
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  RawAnswers defaults;
  std::string name;
  for (const std::string& line : lines(text)) {
    if (line.rfind("Template: ", 0) == 0)
      name = line.substr(10);
    if (line == "Type: string" || line == "Type: boolean" || line == "Type: select")
      defaults[name] = "";
    if (line.rfind("Default: ", 0) == 0)
      defaults[name] = line.substr(9);
  }
  return defaults;
}

} // namespace

TEST_CASE("no answers give the defaults") {
  auto answers = to_answers({});
  REQUIRE(answers);
  CHECK(answers->attach);
  CHECK(answers->target == "auto");
  CHECK(answers->interfaces.empty());
  CHECK(answers->timeout == std::chrono::seconds(60));
  CHECK(answers->alias == "sda");
  CHECK(answers->module_source == ModuleSource::Auto);
  CHECK_FALSE(answers->module_unchecked);
  CHECK(answers->boot_loader == BootLoader::GrubLegacy);
  CHECK(answers->sanboot_method == SanbootMethod::Script);
  CHECK(answers->sanboot_dhcp);
  CHECK(answers->sanboot_publish.empty());
}

TEST_CASE("every question reaches its answer") {
  auto answers = to_answers({{"netroot/attach", "false"},
                             {"netroot/target", "e7.12"},
                             {"netroot/target-map", "http://10.0.0.1/map"},
                             {"netroot/interfaces", " ens3  ens4 "},
                             {"netroot/timeout", "5"},
                             {"netroot/alias", "/dev/xvda"},
                             {"netroot/module/source", "url"},
                             {"netroot/module/path", "/media/x.deb"},
                             {"netroot/module/url", "tftp://10.0.0.1/x.deb"},
                             {"netroot/module/sha256", std::string(64, 'A')},
                             {"netroot/module/allow-unchecked", "true"},
                             {"netroot/kernel-options", "quiet splash"},
                             {"netroot/bootloader", "none"},
                             {"netroot/sanboot/method", "root-path"},
                             {"netroot/sanboot/dhcp", "false"},
                             {"netroot/sanboot/publish", "https://u:p@h/x.gpxe"}});
  REQUIRE(answers);
  CHECK_FALSE(answers->attach);
  CHECK(answers->target == "e7.12");
  CHECK(answers->target_map == "http://10.0.0.1/map");
  CHECK(answers->interfaces == std::vector<std::string>{"ens3", "ens4"});
  CHECK(answers->timeout == std::chrono::seconds(5));
  CHECK(answers->alias == "xvda");
  CHECK(answers->module_source == ModuleSource::Url);
  CHECK(answers->module_path == "/media/x.deb");
  CHECK(answers->module_url == "tftp://10.0.0.1/x.deb");
  CHECK(answers->module_sha256 == std::string(64, 'a'));
  CHECK(answers->module_unchecked);
  CHECK(answers->kernel_options == "quiet splash");
  CHECK(answers->boot_loader == BootLoader::None);
  CHECK(answers->sanboot_method == SanbootMethod::RootPath);
  CHECK_FALSE(answers->sanboot_dhcp);
  CHECK(answers->sanboot_publish == "https://u:p@h/x.gpxe");
}

TEST_CASE("the alias none means no alias") {
  auto answers = to_answers({{"netroot/alias", "none"}});
  CHECK(answers->alias.empty());
  CHECK_FALSE(answers->alias_insisted);
}

TEST_CASE("an alias that was named is insisted on, the one that nobody named is not") {
  CHECK(to_answers({{"netroot/alias", "sda"}})->alias_insisted);
  for (const RawAnswers& raw :
       {RawAnswers{}, {{"netroot/alias", ""}}, {{"netroot/alias", "auto"}}}) {
    auto answers = to_answers(raw);
    CHECK(answers->alias == "sda");
    CHECK_FALSE(answers->alias_insisted);
  }
}

TEST_CASE("an empty answer is the default") {
  auto answers = to_answers({{"netroot/target", ""}, {"netroot/timeout", "  "}});
  REQUIRE(answers);
  CHECK(answers->target == "auto");
  CHECK(answers->timeout == std::chrono::seconds(60));
}

TEST_CASE("a wrong answer is refused with its question and what would do") {
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"netroot/attach", "yes"},
      {"netroot/target", "e0"},
      {"netroot/target", "e65535.0"},
      {"netroot/target", "e0.255"},
      {"netroot/target", "/dev/sda"},
      {"netroot/interfaces", "eth0 a/b"},
      {"netroot/timeout", "0"},
      {"netroot/timeout", "3601"},
      {"netroot/timeout", "1 min"},
      {"netroot/alias", "sda1"},
      {"netroot/alias", "../sda"},
      {"netroot/module/source", "cdrom"},
      {"netroot/module/path", "x.deb"},
      {"netroot/module/url", "ftp://x/y"},
      {"netroot/module/url", "http://"},
      {"netroot/module/sha256", "abc"},
      {"netroot/sanboot/dhcp", "maybe"},
      {"netroot/module/allow-unchecked", "1"},
      {"netroot/bootloader", "grub-pc"},
      {"netroot/sanboot/method", "rootpath"},
      {"netroot/sanboot/publish", "ftp://h/x"},
      {"netroot/sanboot/publish", "http://h"},
      {"netroot/sanboot/publish", "http://h/pxe/"},
      {"netroot/sanboot/publish", "tftp://h/a b"},
      {"netroot/target-map", "map"},
      {"netroot/target-map", "ftp://x/map"},
      {"netroot/target-map", "tftp://"},
      {"netroot/target-map", "http://x/a map"}};
  for (const auto& [question, value] : wrong) {
    Error error = refused({{question, value}});
    CHECK(contains(error.what, question));
    CHECK(contains(error.what, value));
    CHECK_FALSE(error.hint.empty());
  }
}

TEST_CASE("a refused URL is quoted without its password") {
  for (const char* question : {"netroot/sanboot/publish", "netroot/module/url"}) {
    Error error = refused({{question, "ftp://root:secret@h/x"}});
    CHECK(contains(error.what, "ftp://h/x"));
    CHECK_FALSE(contains(error.text(), "secret"));
  }
}

TEST_CASE("an unknown question is refused with the nearest known one") {
  Error error = refused({{"netroot/tagret", "e0.0"}});
  CHECK(contains(error.what, "netroot/tagret"));
  CHECK(contains(error.hint, "\"netroot/target\""));
  CHECK(contains(refused({{"netroot/module/sha265", "x"}}).hint, "\"netroot/module/sha256\""));
}

TEST_CASE("every question has a template, and its default there is the default here") {
  RawAnswers defaults = template_defaults("netroot-disk.templates");
  defaults.merge(template_defaults("netroot-bootloader.templates"));
  // The dialogs have more (netroot/retry), which no preseed file answers.
  RawAnswers known;
  for (std::string_view question : known_questions()) {
    REQUIRE(defaults.count(std::string(question)) == 1);
    known[std::string(question)] = defaults[std::string(question)];
  }
  defaults = known;
  // Only attach differs: debconf's "no" is what the menu item proposes on a machine with a disk.
  CHECK(defaults["netroot/attach"] == "false");
  defaults.erase("netroot/attach");
  auto from_templates = to_answers(defaults);
  REQUIRE(from_templates);
  auto built_in = to_answers({});
  CHECK(from_templates->target == built_in->target);
  CHECK(from_templates->timeout == built_in->timeout);
  CHECK(from_templates->mtu == built_in->mtu);
  CHECK(from_templates->alias == built_in->alias);
  CHECK(from_templates->alias_insisted == built_in->alias_insisted);
  CHECK(from_templates->module_source == built_in->module_source);
  CHECK(from_templates->module_unchecked == built_in->module_unchecked);
  CHECK(from_templates->boot_loader == built_in->boot_loader);
  CHECK(from_templates->sanboot_method == built_in->sanboot_method);
  CHECK(from_templates->sanboot_dhcp == built_in->sanboot_dhcp);
  CHECK(from_templates->sanboot_publish == built_in->sanboot_publish);
}
