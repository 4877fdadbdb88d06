// SPDX-License-Identifier: GPL-2.0-or-later
// correct_boot_files() with the power cut, or a disk call failing, at every place: what GRUB finds
// at the next boot is always one of the two menus as a whole.
#include "grubfix/boot_choice.h"
#include "grubfix/boot_files.h"
#include "tests/support/failing_disk.h"
#include "tests/support/power_cut.h"
#include "tests/unit/grubfix/fixture.h"
#include <cerrno>

using namespace netroot;
using namespace netroot::test;

namespace {

constexpr char old_map[] = "(hd0) /dev/sda\n";
constexpr char right_map[] = "(hd0) /dev/etherd/e0.0\n";

BootSetup setup_on(const RootDir& root, Runner& runner) {
  return {root, runner, InTarget{root}, "/dev/etherd/e0.0", 1};
}

void correct(const RootDir& root) {
  PlayingRunner runner;
  REQUIRE(correct_boot_files(setup_on(root, runner)));
}

std::string kernel_booted(const RootDir& root) {
  PlayingRunner runner;
  auto choice = read_boot_choice(setup_on(root, runner),
                                 MenuLst::parse(read_file(root, menu_lst_path).value()));
  REQUIRE(choice);
  return choice->root + " " + choice->kernel + " " + choice->kernel_options;
}

void is_old_or_right(const RootDir& root, const std::string& old_menu,
                     const std::string& right_menu) {
  std::string map = read_file(root, device_map_path).value();
  std::string menu = read_file(root, menu_lst_path).value();
  CHECK((map == old_map || map == right_map));
  CHECK((menu == old_menu || menu == right_menu));
  CHECK((menu == old_menu || map == right_map)); // device.map comes first, update-grub reads it
}

// What update-grub could be led to write, in the stanzas or only in what it keeps for the next run.
std::string damaged(const std::string& what) {
  std::string menu = fixture("fresh.menu.lst");
  size_t at = menu.find(what);
  REQUIRE(at != menu.npos);
  return menu.replace(at, what.size(), "# groot=(hostdisk//dev/etherd/e0.0,0)");
}

} // namespace

TEST_CASE("a power cut amid a correction leaves each boot file old or right, and as a whole") {
  Machine machine;
  machine.write(device_map_path, old_map);
  machine.write(menu_lst_path, fixture("hostdisk.menu.lst"));
  size_t at_the_end = 0;
  size_t states = for_each_power_cut(
      machine.root().directory(), correct, [&](const RootDir& root, const std::string& story) {
        INFO(story);
        is_old_or_right(root, fixture("hostdisk.menu.lst"), fixture("fresh.menu.lst"));
        at_the_end += story.starts_with("at the end");
        correct(root); // at the next boot, or by hand
        is_old_or_right(root, fixture("fresh.menu.lst"), fixture("fresh.menu.lst"));
        CHECK(list_dir(root, grub_folder).size() == 2);
      });
  CHECK(states > 5);
  CHECK(at_the_end == 1);
}

TEST_CASE("what booted before a correction boots after a power cut amid it") {
  Machine machine;
  machine.write(device_map_path, old_map);
  machine.write(menu_lst_path, damaged("# groot=(hd0,0)"));
  std::string boots = kernel_booted(machine.root());
  CHECK(boots.starts_with("(hd0,0) /boot/vmlinuz-6.12.1-amd64 "));
  for_each_power_cut(machine.root().directory(), correct,
                     [&](const RootDir& root, const std::string& story) {
                       INFO(story);
                       CHECK(kernel_booted(root) == boots);
                     });
}

TEST_CASE("a power cut leaves a menu.lst behind a link the old or the right one, and the link") {
  Machine machine;
  machine.write(device_map_path, old_map);
  machine.write("/etc/menu.lst", fixture("hostdisk.menu.lst"));
  std::filesystem::create_symlink("../../etc/menu.lst", machine.root().at(menu_lst_path));
  for_each_power_cut(
      machine.root().directory(), correct, [&](const RootDir& root, const std::string& story) {
        INFO(story);
        is_old_or_right(root, fixture("hostdisk.menu.lst"), fixture("fresh.menu.lst"));
        CHECK(std::filesystem::is_symlink(root.at(menu_lst_path)));
      });
}

TEST_CASE(
    "a menu.lst that is a mount point is read old or right after a power cut amid the write") {
  Machine machine;
  machine.write(device_map_path, old_map);
  machine.write(menu_lst_path, fixture("hostdisk.menu.lst"));
  FailingDisk disk;
  disk.fail_each("rename", EBUSY, "/menu.lst");
  ReplacedDiskCalls replaced(disk);
  for_each_power_cut(
      machine.root().directory(), correct, [&](const RootDir& root, const std::string& story) {
        INFO(story);
        is_old_or_right(root, fixture("hostdisk.menu.lst"), fixture("fresh.menu.lst"));
      });
}

TEST_CASE("whichever call of a correction fails, each boot file is old or right, and it is told") {
  Machine machine;
  machine.write(device_map_path, old_map);
  machine.write(menu_lst_path, fixture("hostdisk.menu.lst"));
  size_t failed = for_each_failing_call(
      machine.root().directory(),
      [](const RootDir& root) -> Outcome {
        PlayingRunner runner;
        auto corrected = correct_boot_files(setup_on(root, runner));
        return corrected ? Outcome() : tl::unexpected(corrected.error());
      },
      [&](const RootDir& root, const Outcome& outcome, const std::string& story) {
        INFO(story);
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().what.find("/boot/grub/") != std::string::npos);
        is_old_or_right(root, fixture("hostdisk.menu.lst"), fixture("fresh.menu.lst"));
        CHECK(list_dir(root, grub_folder).size() == 2);
      });
  CHECK(failed >= 20);
}
