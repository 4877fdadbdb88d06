// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/plan.h"
#include "tests/unit/catch.h"
#include "tests/unit/udeb/bootable/scene.h"
#include <algorithm>

using namespace netroot;

namespace {

std::vector<std::string> texts(const Result<Plan>& plan) {
  REQUIRE(plan);
  std::vector<std::string> all;
  for (const auto& step : *plan)
    all.push_back(step->text());
  return all;
}

size_t count(const std::vector<std::string>& texts, const std::string& word) {
  return static_cast<size_t>(std::count_if(texts.begin(), texts.end(), [&](const auto& text) {
    return text.find(word) != std::string::npos;
  }));
}

void expect_no_other_boot_loader(test::Scene& scene) {
  scene.expect_dpkg(
      {"grub-pc", "grub2-common", "grub-efi-amd64", "lilo", "systemd-boot", "extlinux"}, "");
}

} // namespace

TEST_CASE("with GRUB legacy the plan installs it; without a boot loader it is not named at all") {
  test::Scene scene;
  auto inputs = scene.inputs();
  expect_no_other_boot_loader(scene);
  auto with = texts(plan_bootable(inputs));
  CHECK(count(with, "MBR") == 1);
  inputs.answers.boot_loader = BootLoader::None;
  auto without = texts(plan_bootable(inputs));
  CHECK(scene.runner->unused().empty()); // no second look at other boot loaders
  for (const char* word : {"GRUB", "MBR", "menu.lst", "device.map"})
    CHECK(count(without, word) == 0);
  for (const char* word : {"aoetools", "package netroot", "initrd", "ens3", "sanboot", "prove"}) {
    CHECK(count(with, word) == 1);
    CHECK(count(without, word) == 1);
  }
}

TEST_CASE("without a boot loader of ours, another one is none of our business") {
  test::Scene scene;
  auto inputs = scene.inputs();
  inputs.answers.boot_loader = BootLoader::None;
  CHECK(plan_bootable(inputs)); // the played dpkg was not asked
}

TEST_CASE("the script is published after it was saved, and before the proof tells of it") {
  test::Scene scene;
  auto inputs = scene.inputs();
  inputs.answers.boot_loader = BootLoader::None;
  CHECK(count(texts(plan_bootable(inputs)), "publish") == 0);
  inputs.answers.sanboot_publish = "http://u:p@h/x";
  auto all = texts(plan_bootable(inputs));
  REQUIRE(all.size() > 3);
  CHECK(all[all.size() - 3].find("save the sanboot script") == 0);
  CHECK(all[all.size() - 2] == "publish the sanboot script at http://h/x");
  CHECK(all[all.size() - 1].find("prove") == 0);
}

TEST_CASE("the answers are kept in the target when the installation ends, not before") {
  test::Scene scene;
  auto inputs = scene.inputs();
  CHECK(count(texts(plan_bootable(inputs, BootableStage::Finish)), "netroot-preseed.cfg") == 1);
  CHECK(count(texts(plan_bootable(inputs, BootableStage::Packages)), "netroot-preseed.cfg") == 0);
}
