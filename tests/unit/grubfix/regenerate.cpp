// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/regenerate.h"
#include "grubfix/boot_choice.h"
#include "grubfix/boot_files.h"
#include "grubfix/identity.h"
#include "grubfix/menu_lst.h"
#include "grubfix/sanboot_files.h"
#include "grubfix/undo.h"
#include "tests/support/failing_disk.h"
#include "tests/unit/grubfix/installed.h"
#include <cerrno>

using namespace netroot;
using namespace netroot::test;

TEST_CASE("a menu that lists what is there is left alone, its time too") {
  System system;
  REQUIRE(system.regenerate());
  auto file = system.root().at(menu_lst_path);
  auto before = std::filesystem::last_write_time(file);
  std::string bytes = system.menu();
  auto again = system.regenerate();
  REQUIRE(again);
  CHECK(again->changes.empty());
  CHECK(system.menu() == bytes);
  CHECK(std::filesystem::last_write_time(file) == before);
}

TEST_CASE("a new kernel comes first, an old one that went is gone") {
  System system;
  system.add_kernel("6.12.2-amd64");
  REQUIRE(system.regenerate());
  auto stanzas = MenuLst::parse(system.menu()).stanzas();
  REQUIRE(stanzas.size() == 4);
  CHECK(stanzas[0].title == "Debian GNU/Linux, kernel 6.12.2-amd64");
  CHECK(stanzas[3].title == "Debian GNU/Linux, kernel 6.12.1-amd64 (single-user mode)");
  system.remove("/boot/vmlinuz-6.12.1-amd64");
  REQUIRE(system.regenerate());
  CHECK(system.menu().find("6.12.1-amd64") == std::string::npos);
}

TEST_CASE("a kernel whose initrd would not bring the disk up is not named, the others are") {
  System system;
  system.write("/boot/vmlinuz-6.12.2-amd64", "kernel");
  SECTION("none") {}
  SECTION("without the module") {
    system.write("/boot/initrd.img-6.12.2-amd64", right_initrd("6.12.1-amd64", test_identity));
  }
  SECTION("of another target") {
    system.write("/boot/initrd.img-6.12.2-amd64",
                 right_initrd("6.12.2-amd64", "NETROOT_TARGET=e9.9\n"));
  }
  SECTION("cut short") {
    system.write("/boot/initrd.img-6.12.2-amd64",
                 right_initrd("6.12.2-amd64", test_identity).substr(0, 200));
  }
  auto made = system.regenerate();
  REQUIRE(made);
  REQUIRE(made->left_out.size() == 1);
  CHECK(made->left_out[0].version == "6.12.2-amd64");
  CHECK(made->left_out[0].why.find("6.12.2-amd64") != std::string::npos);
  CHECK(system.menu().find("6.12.2") == std::string::npos);
  CHECK(system.menu().find("6.12.1-amd64 root=") != std::string::npos);
}

TEST_CASE("an initrd that went wrong after it was looked at is looked at again") {
  System system;
  system.add_kernel("6.12.2-amd64");
  REQUIRE(system.regenerate());
  system.write("/boot/initrd.img-6.12.2-amd64", "too short");
  auto made = system.regenerate();
  REQUIRE(made);
  CHECK(made->left_out.size() == 1);
}

TEST_CASE("without one kernel that could boot nothing is written") {
  System system;
  system.write("/boot/initrd.img-6.12.1-amd64", "damaged");
  auto made = system.regenerate();
  REQUIRE_FALSE(made);
  CHECK(made.error().what.find("no kernel in /boot") != std::string::npos);
  CHECK(system.menu() == fixture("fresh.menu.lst"));
}

TEST_CASE("a menu without an entry that could boot, where there was one, is refused") {
  System system;
  std::string menu = system.menu();
  menu.replace(menu.find("howmany=all"), 11, "howmany=0");
  system.write(menu_lst_path, menu);
  auto made = system.regenerate();
  REQUIRE_FALSE(made);
  CHECK(made.error().what.find("has no entries") != std::string::npos);
  CHECK(system.menu() == menu);
}

TEST_CASE(
    "a default number beyond the last entry is what GRUB makes of it, and no reason to stop") {
  System system;
  system.add_kernel("6.12.2-amd64");
  REQUIRE(system.regenerate());
  std::string menu = system.menu();
  menu.replace(menu.find("default\t\t0"), 10, "default\t\t2");
  system.write(menu_lst_path, menu);
  system.remove("/boot/vmlinuz-6.12.2-amd64");
  REQUIRE(system.regenerate());
  auto choice = read_boot_choice(system.setup(system.runner), MenuLst::parse(system.menu()));
  REQUIRE(choice);
  CHECK(choice->number == 0);
  CHECK(choice->remark.find("number 2 of 2 entries") != std::string::npos);
  system.write(menu_lst_path, "fallback 1\n" + system.menu());
  choice = read_boot_choice(system.setup(system.runner), MenuLst::parse(system.menu()));
  CHECK(choice->number == 1);
}

TEST_CASE(
    "a hook leaves other kernels in the menu that were there, whatever their initrds are now") {
  System system;
  system.add_kernel("6.12.2-amd64");
  REQUIRE(system.regenerate());
  std::string menu = system.menu();
  const std::string moved = "NETROOT_TARGET=e1.0\n";
  system.write("/boot/initrd.img-6.12.2-amd64", right_initrd("6.12.2-amd64", moved));
  auto made = netroot::regenerate(system.setup(system.runner), moved, "test", "6.12.2-amd64");
  REQUIRE(made);
  REQUIRE(made->left_out.size() == 1);
  CHECK(made->left_out[0].version == "6.12.1-amd64");
  CHECK(made->left_out[0].named);
  CHECK(system.menu() == menu);
  SECTION("but not a kernel that was not there") {
    system.write("/boot/vmlinuz-6.12.3-amd64", "kernel");
    REQUIRE(netroot::regenerate(system.setup(system.runner), moved, "test", "6.12.2-amd64"));
    CHECK(system.menu() == menu);
  }
  SECTION("nor its own") {
    made = netroot::regenerate(system.setup(system.runner), moved, "test", "6.12.1-amd64");
    REQUIRE(made);
    CHECK_FALSE(made->left_out[0].named);
    CHECK(system.menu().find("6.12.1-amd64") == std::string::npos);
  }
}

TEST_CASE("what cannot be put back stays in the history, and the first error is the one told") {
  System system;
  system.write(device_map_path, "(hd0) /dev/sda\n");
  system.add_kernel("6.12.2-amd64");
  FailingDisk disk;
  disk.fail_each("rename", EIO, "/boot/grub/menu.lst");
  struct AlsoMap : FailingDisk {
    int rename(const char* from, const char* to) override {
      bool map = std::string(to).ends_with("/boot/grub/device.map");
      if (map && ++renames > 1) { // the way back
        errno = EROFS;
        return -1;
      }
      return FailingDisk::rename(from, to);
    }
    int renames = 0;
  };
  ReplacedDiskCalls first(disk);
  AlsoMap map;
  ReplacedDiskCalls second(map);
  auto made = system.regenerate();
  REQUIRE_FALSE(made);
  CHECK(made.error().what.find("/boot/grub/menu.lst") != std::string::npos);
  CHECK(made.error().hint.find("grubfix undo") != std::string::npos);
  auto records = read_history(system.root());
  REQUIRE(records);
  REQUIRE(records->size() == 1);
  CHECK(records->back().changes[0].before == "(hd0) /dev/sda\n");
}

TEST_CASE("a root on a volume is left as menu.lst names it") {
  System system;
  auto setup = system.setup(system.runner, 2);
  for (const char* root : {"/dev/mapper/vg-root", "/dev/vg/root", "/dev/md0"})
    CHECK(right_root(setup, root) == root);
  for (const char* root : {"/dev/sda2", "/dev/disk/by-label/x", "/dev/etherd/e9.9p2", ""})
    CHECK(right_root(setup, root) == "/dev/etherd/e0.0p2");
  setup.root_partition = 0;
  CHECK(right_root(setup, "UUID=01234567-89ab-cdef-0123-456789abcdef") ==
        "UUID=01234567-89ab-cdef-0123-456789abcdef");
}

TEST_CASE("undo puts the bytes from before back, step by step") {
  System system;
  system.write(menu_lst_path, "# by hand\n" + fixture("hostdisk.menu.lst"));
  REQUIRE(system.regenerate());
  std::string first = system.menu();
  system.add_kernel("6.12.3-amd64");
  REQUIRE(system.regenerate());
  std::string second = system.menu();
  system.add_kernel("6.12.2-amd64");
  REQUIRE(system.regenerate());
  auto setup = system.setup(system.runner);
  for (const std::string& wanted : {second, first}) {
    auto record = find_undo(setup, false);
    REQUIRE(record);
    REQUIRE(record->has_value());
    REQUIRE(undo_change(setup, **record));
    CHECK(system.menu() == wanted);
  }
  // the file from before the first change would not boot
  CHECK_FALSE(find_undo(setup, false));
  auto forced = find_undo(setup, true);
  REQUIRE(forced);
  REQUIRE(undo_change(setup, **forced));
  CHECK(system.menu() == "# by hand\n" + fixture("hostdisk.menu.lst"));
  auto none = find_undo(setup, false);
  REQUIRE(none);
  CHECK_FALSE(none->has_value());
}

TEST_CASE("undo does not throw away what was edited since, unless it is told to") {
  System system;
  system.add_kernel("6.12.2-amd64");
  std::string before = system.menu();
  REQUIRE(system.regenerate());
  system.write(menu_lst_path, "# mine\n" + system.menu());
  auto setup = system.setup(system.runner);
  auto refused = find_undo(setup, false);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find("/boot/grub/menu.lst was changed again") != std::string::npos);
  auto forced = find_undo(setup, true);
  REQUIRE(forced);
  REQUIRE(undo_change(setup, **forced));
  CHECK(system.menu() == before);
}

TEST_CASE("undo refuses a menu whose kernel is gone") {
  System system;
  REQUIRE(system.regenerate());
  system.add_kernel("6.12.2-amd64");
  system.remove("/boot/vmlinuz-6.12.1-amd64");
  REQUIRE(system.regenerate());
  auto refused = find_undo(system.setup(system.runner), false);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find("/boot/vmlinuz-6.12.1-amd64 is missing") != std::string::npos);
}

TEST_CASE("undo removes a file that the change made") {
  System system;
  system.remove(device_map_path);
  REQUIRE(system.regenerate());
  REQUIRE(exists(system.root(), device_map_path));
  auto setup = system.setup(system.runner);
  auto record = find_undo(setup, false);
  REQUIRE(record);
  REQUIRE(undo_change(setup, **record));
  CHECK_FALSE(exists(system.root(), device_map_path));
}

TEST_CASE("the history keeps the last ten changes") {
  System system;
  for (int i = 0; i < 14; i++) {
    system.write(menu_lst_path, "# " + std::to_string(i) + "\n" + fixture("hostdisk.menu.lst"));
    REQUIRE(system.regenerate());
  }
  auto records = read_history(system.root());
  REQUIRE(records);
  CHECK(records->size() == history_length);
  CHECK(records->back().number == "000014");
  CHECK(records->back().reason == "test");
  CHECK(list_dir(system.root(), history_folder).size() == history_length);
}

TEST_CASE("a record holds any bytes, and a damaged one is none") {
  Recorded record{"", "regenerate", "2026-01-31T12:00:00Z", {}};
  record.changes.push_back({"/a b", std::string("x\n\n\0y", 5), std::nullopt});
  record.changes.push_back({"/c", std::nullopt, ""});
  record.changes.push_back({"/d", "", "changed 1 1 /z\n"});
  std::string text = record_text(record);
  auto back = parse_record(text);
  REQUIRE(back);
  CHECK(record_text(*back) == text);
  CHECK(back->changes[0].path == "/a b");
  CHECK(back->changes[0].before->size() == 5);
  CHECK_FALSE(back->changes[0].after);
  CHECK_FALSE(back->changes[1].before);
  for (size_t size = 0; size < text.size(); size++)
    CHECK_FALSE(parse_record(text.substr(0, size)));
  CHECK_FALSE(parse_record(text + "x"));
}

TEST_CASE("a change that cannot be written leaves everything as it was") {
  System system;
  std::string map = "(hd0) /dev/sda\n";
  system.write(device_map_path, map);
  system.add_kernel("6.12.2-amd64");
  std::string menu = system.menu();
  // device.map is written first, then menu.lst, in whose place a folder gets into the way
  auto plan = [&] {
    InitrdChecks checks(system.root(), test_identity);
    return plan_regeneration(system.setup(system.runner), test_identity, checks);
  }();
  REQUIRE(plan);
  REQUIRE(plan->changes.size() == 2);
  system.remove(menu_lst_path);
  std::filesystem::create_directory(system.root().at(menu_lst_path));
  REQUIRE_FALSE(apply_changes(system.root(), plan->changes));
  CHECK(system.read(device_map_path) == map);
}

TEST_CASE("the sanboot files of another target follow, those of somebody else do not") {
  System system;
  Sanboot old{"e9.9", {"52:54:00:12:34:56"}, false, std::nullopt};
  for (const SanbootFile& file : sanboot_files(old, "http://pxe/x.gpxe"))
    system.write(file.path, file.bytes);
  REQUIRE(system.regenerate());
  Sanboot wanted{"e0.0", {"52:54:00:12:34:56"}, false, std::nullopt};
  for (const SanbootFile& file : sanboot_files(wanted, "http://pxe/x.gpxe"))
    CHECK(system.read(file.path) == file.bytes);
  system.write(sanboot_script_path, "#!ipxe\nsanboot aoe:e9.9\n");
  REQUIRE(system.regenerate());
  CHECK(system.read(sanboot_script_path) == "#!ipxe\nsanboot aoe:e9.9\n");
}
