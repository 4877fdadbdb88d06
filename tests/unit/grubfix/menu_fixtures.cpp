// SPDX-License-Identifier: GPL-2.0-or-later
// Every menu.lst of tests/fixtures/grub: nothing is lost in a round trip, and a correction changes
// the lines that are named here and no other.
#include "grubfix/boot_files.h"
#include "grubfix/menu_lst.h"
#include "system/text.h"
#include "tests/unit/grubfix/fixture.h"
#include "tests/unit/grubfix/many_stanzas.h"
#include <map>
#include <sys/stat.h>

namespace fs = std::filesystem;
using namespace netroot;
using namespace netroot::test;

namespace {

std::vector<std::string> all_menus() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(std::string(NETROOT_FIXTURES) + "/grub"))
    if (entry.path().string().ends_with(".menu.lst"))
      names.push_back(entry.path().filename().string());
  return names;
}

using Lines = std::map<size_t, std::string>; // counted from 1, without their ending

std::string corrected(const std::string& bytes, unsigned root = 1, unsigned boot = 0) {
  Machine machine;
  PlayingRunner runner;
  auto setup = machine.setup(runner, root);
  setup.boot_partition = boot;
  return corrected_menu_lst(setup, bytes);
}

// What differs, and a line that says so when the number of lines does.
Lines changed_lines(const std::string& before, const std::string& after) {
  auto was = split(before, '\n'), is = split(after, '\n');
  Lines changed;
  for (size_t i = 0; i < std::min(was.size(), is.size()); i++)
    if (was[i] != is[i])
      changed[i + 1] = is[i];
  if (was.size() != is.size())
    changed[0] = "another number of lines";
  return changed;
}

const std::string kernel = "kernel\t\t/boot/vmlinuz-";
const std::string root_line = "root\t\t(hd0,0)";
const std::string root_p1 = " root=/dev/etherd/e0.0p1 ro";

} // namespace

TEST_CASE("every fixture is written back byte for byte when nobody changes it") {
  REQUIRE(all_menus().size() >= 18);
  for (const std::string& name : all_menus()) {
    INFO(name);
    CHECK(MenuLst::parse(fixture(name)).text() == fixture(name));
  }
}

TEST_CASE("every fixture is corrected once, and nothing outside update-grub's list changes") {
  for (const std::string& name : all_menus()) {
    INFO(name);
    std::string before = fixture(name), once = corrected(before);
    CHECK(corrected(once) == once);
    size_t begin = before.find("### BEGIN AUTOMAGIC KERNELS LIST");
    size_t end = before.find("### END DEBIAN AUTOMAGIC KERNELS LIST");
    if (begin == before.npos) {
      CHECK(once == before);
      continue;
    }
    CHECK(once.substr(0, begin) == before.substr(0, begin));
    if (end != before.npos)
      CHECK(once.ends_with(before.substr(end)));
  }
}

TEST_CASE("of a menu.lst of 2009 the lines with the old disk change, memtest86 does not") {
  std::string menu = fixture("lenny.menu.lst");
  CHECK(changed_lines(menu, corrected(menu)) ==
        Lines{{25, "# kopt=root=/dev/etherd/e0.0p1 ro"},
              {70, kernel + "2.6.26-2-686" + root_p1 + " vga=791"},
              {75, kernel + "2.6.26-2-686" + root_p1 + " single"},
              {80, kernel + "2.6.18-6-686" + root_p1 + " vga=791"},
              {85, kernel + "2.6.18-6-686" + root_p1 + " single"}});
}

TEST_CASE(
    "of a menu.lst of 2011 root lines, root=UUID= of no such partition and the splash change") {
  std::string menu = fixture("squeeze.menu.lst");
  CHECK(changed_lines(menu, corrected(menu)) ==
        Lines{{14, "# kopt=root=/dev/etherd/e0.0p1 ro"},
              {18, "# groot=(hd0,0)"},
              {54, "splashimage=(hd0,0)/boot/grub/splash.xpm.gz"},
              {57, root_line},
              {58, kernel + "2.6.32-5-amd64" + root_p1 + " quiet"},
              {63, root_line},
              {64, kernel + "2.6.32-5-amd64" + root_p1 + " single"},
              {68, root_line},
              {69, kernel + "2.6.30-2-amd64" + root_p1 + " quiet"},
              {74, root_line},
              {75, kernel + "2.6.30-2-amd64" + root_p1 + " single"},
              {79, root_line}});
}

TEST_CASE("the user's entries before and after the list stay when the old kernel's lines change") {
  std::string menu = fixture("today.menu.lst");
  CHECK(changed_lines(menu, corrected(menu)) ==
        Lines{{71, kernel + "6.1.0-50-amd64" + root_p1 + " console=ttyS0,115200n8 quiet"},
              {76, kernel + "6.1.0-50-amd64" + root_p1 + " console=ttyS0,115200n8 single"}});
}

TEST_CASE("below a hypervisor it is the module that gets root=") {
  std::string menu = fixture("hypervisor.menu.lst");
  std::string version = "6.1.0-50-amd64";
  CHECK(changed_lines(menu, corrected(menu)) ==
        Lines{{12, "# kopt=root=/dev/etherd/e0.0p1 ro"},
              {16, "# groot=(hd0,0)"},
              {53, root_line},
              {55, "module\t\t/boot/vmlinuz-" + version + root_p1 +
                       " console=hvc0 earlyprintk=xen quiet"},
              {59, root_line},
              {60, kernel + version + root_p1 + " quiet"},
              {64, root_line},
              {65, kernel + version + root_p1 + " single"}});
}

TEST_CASE("chain loaders, passwords and dividers stay") {
  std::string menu = fixture("windows.menu.lst");
  CHECK(changed_lines(menu, corrected(menu)) ==
        Lines{{25, "# kopt=root=/dev/etherd/e0.0p1 ro"},
              {67, kernel + "6.1.0-50-amd64" + root_p1 + " quiet splash"}});
}

TEST_CASE("locked entries and several altoptions stay locked and several") {
  std::string menu = fixture("locked.menu.lst");
  CHECK(changed_lines(menu, corrected(menu)) ==
        Lines{{12, "# kopt=root=/dev/etherd/e0.0p1 ro"},
              {56, kernel + "6.12.1-amd64" + root_p1},
              {62, kernel + "6.12.1-amd64" + root_p1 + " single"},
              {68, kernel + "6.12.1-amd64" + root_p1 + " single systemd.unit=rescue.target"},
              {74, kernel + "6.12.1-amd64" + root_p1 + " init=/bin/sh"},
              {80, kernel + "6.1.0-50-amd64" + root_p1}});
}

TEST_CASE("a menu.lst with CRLF keeps it on the lines that change") {
  std::string menu = fixture("crlf-windows.menu.lst");
  CHECK(changed_lines(menu, corrected(menu)) ==
        Lines{{16, "# kopt=root=/dev/etherd/e0.0p1 ro\r"},
              {20, "# groot=(hd0,0)\r"},
              {57, root_line + "\r"},
              {58, kernel + "6.1.0-50-amd64" + root_p1 + "\r"}});
}

TEST_CASE("what is right already stays byte for byte") {
  CHECK(corrected(fixture("right.menu.lst")) == fixture("right.menu.lst"));
  CHECK(corrected(fixture("several-defaults.menu.lst")) == fixture("several-defaults.menu.lst"));
  CHECK(corrected(fixture("separate-boot.menu.lst"), 2, 1) == fixture("separate-boot.menu.lst"));
}

TEST_CASE("without a final newline, or without the end of the list, none is added") {
  for (const char* name : {"no-final-newline.menu.lst", "no-end-marker.menu.lst"}) {
    INFO(name);
    std::string menu = fixture(name), right = corrected(menu);
    auto changed = changed_lines(menu, right);
    CHECK(changed.size() == 2);
    CHECK(changed.rbegin()->second == kernel + "6.1.0-50-amd64" + root_p1);
    CHECK((right.back() == '\n') == (menu.back() == '\n'));
  }
}

TEST_CASE("the last of several default lines counts, comments do not") {
  auto entry = MenuLst::parse(fixture("several-defaults.menu.lst")).default_entry();
  REQUIRE(entry);
  CHECK_FALSE(entry->saved);
  CHECK(entry->number == 0);
  CHECK(MenuLst::parse(fixture("squeeze.menu.lst")).default_entry()->saved);
}

// Found by a fuzzer: two in one word took two runs.
TEST_CASE("every drive in GRUB 2's words is corrected at once, however many a word has") {
  std::string menu = fixture("right.menu.lst"), old = kernel + "6.12.1-amd64";
  size_t at = menu.find(old);
  REQUIRE(at != menu.npos);
  menu.replace(at, old.size(), "kernel\t\t(hostdisk//dev/sda,0)/(hostdisk//dev/etherd/e0.0,0)/x");
  std::string once = corrected(menu);
  CHECK(once.find("kernel\t\t(hd0,0)/(hd0,0)/x root=") != once.npos);
  CHECK(corrected(once) == once);
}

TEST_CASE("mode and link of a corrected menu.lst stay, whatever the fixture") {
  for (const std::string& name : all_menus()) {
    INFO(name);
    Machine machine;
    machine.write("/boot/grub/device.map", "");
    machine.write("/etc/grub/menu.lst", fixture(name));
    fs::create_symlink("/etc/grub/menu.lst", machine.root().at(menu_lst_path));
    fs::path real = machine.root().at("/etc/grub/menu.lst");
    REQUIRE(chmod(real.c_str(), 0600) == 0);
    REQUIRE(atomic_save(machine.root(), menu_lst_path, corrected(fixture(name))));
    struct stat about;
    REQUIRE(stat(real.c_str(), &about) == 0);
    CHECK((about.st_mode & 07777) == 0600);
    CHECK(fs::is_symlink(machine.root().at(menu_lst_path)));
    CHECK(machine.read(menu_lst_path) == corrected(fixture(name)));
  }
}

TEST_CASE("ten thousand stanzas are kept and corrected like one") {
  std::string right = menu_with_stanzas(10000, "/dev/etherd/e0.0p1");
  CHECK(MenuLst::parse(right).stanzas().size() == 10000);
  CHECK(MenuLst::parse(right).text() == right);
  CHECK(corrected(right) == right);
  CHECK(corrected(menu_with_stanzas(10000, "/dev/sda1")) == right);
}
