// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/menu_lst.h"
#include "tests/unit/grubfix/fixture.h"

using namespace netroot;
using namespace netroot::test;

TEST_CASE("odd bytes survive the round trip") {
  for (std::string bytes : {"", "\n", "\r\n", "\r", "x\r", " \t \n=\n==x\n", "title", "a=\n\n\n"})
    CHECK(MenuLst::parse(bytes).text() == bytes);
}

TEST_CASE("one '#' and a blank in the options block is an option, anything else is not") {
  auto menu = MenuLst::parse(fixture("fresh.menu.lst"));
  CHECK(menu.option("kopt") == "root=/dev/etherd/e0.0p1 ro");
  CHECK(menu.option("groot") == "(hd0,0)");
  CHECK_FALSE(menu.option("e.g. kopt"));
  CHECK(menu.option_names() == std::vector<std::string>{"kopt", "groot", "alternative",
                                                        "defoptions", "altoptions", "howmany",
                                                        "savedefault"});
}

TEST_CASE("an option outside the block is a comment") {
  auto menu = MenuLst::parse("# kopt=root=/dev/sda1\n" + fixture("fresh.menu.lst"));
  CHECK(menu.option("kopt") == "root=/dev/etherd/e0.0p1 ro");
}

TEST_CASE("setting an option changes that line alone") {
  std::string before = fixture("fresh.menu.lst");
  auto menu = MenuLst::parse(before);
  REQUIRE(menu.set_option("groot", "(hd0,4)"));
  std::string wanted = before;
  size_t at = wanted.find("# groot=(hd0,0)");
  wanted.replace(at, 15, "# groot=(hd0,4)");
  CHECK(menu.text() == wanted);
  CHECK(menu.set_option("groot", "(hd0,0)"));
  CHECK(menu.text() == before);
  CHECK_FALSE(menu.set_option("groot", "(hd0,0)"));
}

TEST_CASE("a missing option is added before the end of the options") {
  auto menu = MenuLst::parse(fixture("xen.menu.lst"));
  REQUIRE(menu.set_option("howmany", "2"));
  CHECK(menu.text().find("# xenkopt=console=tty0\n# howmany=2\n## ## End") != std::string::npos);
  CHECK(menu.stanzas().size() == 3);
  CHECK(menu.stanzas()[1].automagic);
}

TEST_CASE("without update-grub's list there are no options to set") {
  auto menu = MenuLst::parse(fixture("by-hand.menu.lst"));
  CHECK_FALSE(menu.has_automagic_list());
  CHECK_FALSE(menu.set_option("kopt", "x"));
  CHECK(menu.text() == fixture("by-hand.menu.lst"));
}

TEST_CASE("stanzas know whether update-grub wrote them") {
  auto stanzas = MenuLst::parse(fixture("xen.menu.lst")).stanzas();
  REQUIRE(stanzas.size() == 3);
  CHECK(stanzas[0].automagic);
  CHECK(stanzas[1].title == "Xen 4.17 / Debian GNU/Linux, kernel 6.1.0-50-amd64");
  CHECK_FALSE(stanzas[2].automagic);
  CHECK(stanzas[2].title == "Mine, below the list");
}

TEST_CASE("commands are found in their stanza, with blanks or '=' before the argument") {
  auto menu = MenuLst::parse(fixture("by-hand.menu.lst"));
  auto stanzas = menu.stanzas();
  REQUIRE(stanzas.size() == 2);
  auto kernel = menu.find(stanzas[0], "kernel");
  REQUIRE(kernel);
  CHECK(menu.lines()[*kernel].argument(1) == "root=/dev/sdb3");
  CHECK_FALSE(menu.find(stanzas[1], "kernel"));
  CHECK(menu.lines()[2].command() == "timeout");
  CHECK(menu.lines()[2].argument(0) == "10");
}

TEST_CASE("changing an argument keeps indent and separators") {
  auto menu = MenuLst::parse("\tkernel   /vmlinuz   root=/dev/sdb3   rw  \r\n");
  CHECK(menu.set_argument(0, 1, "root=/dev/etherd/e0.0p1"));
  CHECK(menu.text() == "\tkernel   /vmlinuz   root=/dev/etherd/e0.0p1   rw  \r\n");
}

TEST_CASE("the default entry is a number, saved, or the first") {
  CHECK(MenuLst::parse(fixture("xen.menu.lst")).default_entry()->number == 1);
  CHECK(MenuLst::parse(fixture("by-hand.menu.lst")).default_entry()->saved);
  CHECK(MenuLst::parse("title x\ndefault 3\n").default_entry()->number == 0);
  CHECK_FALSE(MenuLst::parse("default first\n").default_entry());
}
