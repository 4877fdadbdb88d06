// SPDX-License-Identifier: GPL-2.0-or-later
// The stanzas of menu.lst, made from whatever options the bytes hold and two kernels.
#include "grubfix/automagic.h"
#include "tests/fuzz/fuzz.h"

using namespace netroot;

FUZZ(bytes) {
  const AutomagicInput input{
      bare_machine(),
      {{"vmlinuz-6.12.2-amd64", "6.12.2-amd64", "6.12.2-amd64", "initrd.img-2"},
       {"vmlinuz-6.1-amd64", "6.1-amd64", "6.1-amd64", ""}},
      "/boot"};
  MenuLst before = MenuLst::parse(bytes), menu = before;
  regenerate_stanzas(menu, input);
  must(before.has_automagic_list() || menu.text() == bytes, "without a list nothing changes");
  MenuLst again = MenuLst::parse(menu.text());
  must(again.lines().size() == menu.lines().size(), "what was made is read back line by line");
  must(again.option_names() == before.option_names(), "no option is lost or made");
  (void)moved_saved_default(before, menu, 1);
  std::string once = menu.text();
  regenerate_stanzas(again, input);
  auto entry = before.default_entry();
  bool follows = before.option("updatedefaultentry").has_value() && entry; // may go to 0 at last
  must(follows || again.text() == once, "a second time changes nothing");
}
