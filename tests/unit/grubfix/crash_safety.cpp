// SPDX-License-Identifier: GPL-2.0-or-later
// regenerate and undo with the power cut, or a disk call failing, at every place: what GRUB finds
// at the next boot is always one of the two menus as a whole, and it boots.
#include "grubfix/boot_choice.h"
#include "grubfix/initrd_contents.h"
#include "grubfix/undo.h"
#include "tests/support/failing_disk.h"
#include "tests/support/power_cut.h"
#include "tests/unit/grubfix/installed.h"
#include <cerrno>

using namespace netroot;
using namespace netroot::test;

namespace {

constexpr char old_map[] = "(hd0) /dev/sda\n";
constexpr char right_map[] = "(hd0) /dev/etherd/e0.0\n";

BootSetup setup_on(const RootDir& root, Runner& runner) {
  return {root, runner, InTarget{root}, "/dev/etherd/e0.0", 1};
}

Outcome regenerate_on(const RootDir& root) {
  PlayingRunner runner;
  auto made = regenerate(setup_on(root, runner), test_identity, "test");
  return made ? Outcome() : tl::unexpected(made.error());
}

Outcome undo_on(const RootDir& root) {
  PlayingRunner runner;
  auto setup = setup_on(root, runner);
  auto record = find_undo(setup, false);
  if (!record)
    return tl::unexpected(record.error());
  return *record ? undo_change(setup, **record) : Outcome();
}

// What GRUB would start, with all that it needs: the next boot works.
std::string kernel_booted(const RootDir& root) {
  PlayingRunner runner;
  auto choice = read_boot_choice(setup_on(root, runner),
                                 MenuLst::parse(read_file(root, menu_lst_path).value()));
  REQUIRE(choice);
  CHECK(choice->root == "(hd0,0)");
  CHECK(read_file(root, choice->kernel) == "kernel");
  auto initrd = read_initrd(root, choice->initrd);
  REQUIRE(initrd);
  std::string version = choice->kernel.substr(std::string("/boot/vmlinuz-").size());
  CHECK(initrd_fault(*initrd, version, test_identity, false).empty());
  return choice->kernel;
}

struct Files {
  std::string menu, map;
};
Files files_of(const RootDir& root) {
  return {read_file(root, menu_lst_path).value(), read_file(root, device_map_path).value()};
}

void is_old_or_right(const RootDir& root, const Files& old, const Files& right) {
  Files now = files_of(root);
  CHECK((now.map == old.map || now.map == right.map));
  CHECK((now.menu == old.menu || now.menu == right.menu));
}

// A kernel came, and device.map was made anew by some tool.
struct Upgraded : System {
  Upgraded() {
    add_kernel("6.12.2-amd64");
    write(device_map_path, old_map);
    old = {menu(), old_map};
    System after;
    after.add_kernel("6.12.2-amd64");
    REQUIRE(regenerate_on(after.root()));
    right = {after.menu(), right_map};
    REQUIRE(old.menu != right.menu);
  }
  Files old, right;
};

} // namespace

TEST_CASE(
    "a power cut amid regenerate leaves each boot file old or right, and a system that boots") {
  Upgraded system;
  size_t at_the_end = 0;
  size_t states = for_each_power_cut(
      system.root().directory(), [](const RootDir& root) { REQUIRE(regenerate_on(root)); },
      [&](const RootDir& root, const std::string& story) {
        INFO(story);
        is_old_or_right(root, system.old, system.right);
        kernel_booted(root);
        at_the_end += story.starts_with("at the end");
        REQUIRE(regenerate_on(root)); // at the next boot, or by hand
        is_old_or_right(root, system.right, system.right);
        CHECK(list_dir(root, grub_folder).size() == 2);
      });
  CHECK(states > 10);
  CHECK(at_the_end == 1);
}

TEST_CASE("what a power cut left of regenerate can be taken back") {
  Upgraded system;
  for_each_power_cut(
      system.root().directory(), [](const RootDir& root) { REQUIRE(regenerate_on(root)); },
      [&](const RootDir& root, const std::string& story) {
        INFO(story);
        REQUIRE(undo_on(root));
        is_old_or_right(root, system.old, system.old);
        REQUIRE(undo_on(root)); // there is nothing more
        is_old_or_right(root, system.old, system.old);
      });
}

TEST_CASE(
    "a power cut amid undo leaves each boot file as before or after, and a system that boots") {
  Upgraded system;
  REQUIRE(regenerate_on(system.root()));
  size_t states = for_each_power_cut(
      system.root().directory(), [](const RootDir& root) { REQUIRE(undo_on(root)); },
      [&](const RootDir& root, const std::string& story) {
        INFO(story);
        is_old_or_right(root, system.old, system.right);
        kernel_booted(root);
        REQUIRE(undo_on(root));
        is_old_or_right(root, system.old, system.old);
      });
  CHECK(states > 5);
}

TEST_CASE("a removed kernel is never what a power cut leaves as the default") {
  Upgraded system;
  REQUIRE(regenerate_on(system.root()));
  // dpkg has removed the files of the newer kernel when its hook runs: until then GRUB would not
  // find it
  system.remove("/boot/vmlinuz-6.12.2-amd64");
  system.remove("/boot/initrd.img-6.12.2-amd64");
  for_each_power_cut(
      system.root().directory(), [](const RootDir& root) { REQUIRE(regenerate_on(root)); },
      [&](const RootDir& root, const std::string& story) {
        INFO(story);
        if (files_of(root).menu != system.right.menu)
          CHECK(kernel_booted(root) == "/boot/vmlinuz-6.12.1-amd64");
      });
}

TEST_CASE("a power cut leaves a menu.lst behind a link the old or the right one, and the link") {
  Upgraded system;
  system.remove(menu_lst_path);
  system.write("/etc/menu.lst", system.old.menu);
  std::filesystem::create_symlink("../../etc/menu.lst", system.root().at(menu_lst_path));
  for_each_power_cut(
      system.root().directory(), [](const RootDir& root) { REQUIRE(regenerate_on(root)); },
      [&](const RootDir& root, const std::string& story) {
        INFO(story);
        is_old_or_right(root, system.old, system.right);
        kernel_booted(root);
        CHECK(std::filesystem::is_symlink(root.at(menu_lst_path)));
      });
}

TEST_CASE(
    "a menu.lst that is a mount point is read old or right after a power cut amid the write") {
  Upgraded system;
  FailingDisk disk;
  disk.fail_each("rename", EBUSY, "/menu.lst");
  ReplacedDiskCalls replaced(disk);
  for_each_power_cut(
      system.root().directory(), [](const RootDir& root) { REQUIRE(regenerate_on(root)); },
      [&](const RootDir& root, const std::string& story) {
        INFO(story);
        is_old_or_right(root, system.old, system.right);
      });
}

TEST_CASE("whichever call of regenerate fails, the boot files are as before or right, and boot") {
  Upgraded system;
  size_t told = 0;
  size_t failed = for_each_failing_call(
      system.root().directory(), regenerate_on,
      [&](const RootDir& root, const Outcome& outcome, const std::string& story) {
        INFO(story);
        kernel_booted(root);
        if (outcome) { // a note of which initrds are good could not be kept
          is_old_or_right(root, system.right, system.right);
          return;
        }
        told++;
        CHECK(outcome.error().what.find("/") != std::string::npos);
        is_old_or_right(root, system.old, system.right);
        CHECK(list_dir(root, grub_folder).size() == 2);
      });
  CHECK(failed >= 40);
  CHECK(told >= 30);
}
