// SPDX-License-Identifier: GPL-2.0-or-later
// How the time for menu.lst grows with its stanzas, from 10 to 10,000: what is linear keeps the
// time per stanza. Nothing is asserted; ratios are what counts.
//   bench_menu_lst
#include "grubfix/menu_lst.h"
#include "grubfix/boot_files.h"
#include "tests/unit/grubfix/many_stanzas.h"
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>

using namespace netroot;
using netroot::test::menu_with_stanzas;

namespace {

volatile size_t sink; // what was computed is used

// Microseconds per stanza: the median of several rounds of at least a few milliseconds each.
double per_stanza(size_t stanzas, const std::function<size_t()>& work) {
  using Clock = std::chrono::steady_clock;
  size_t repeats = std::max<size_t>(1, 2000 / stanzas);
  std::vector<double> rounds;
  for (int round = 0; round < 7; round++) {
    auto start = Clock::now();
    for (size_t i = 0; i < repeats; i++)
      sink = work();
    std::chrono::duration<double, std::micro> took = Clock::now() - start;
    rounds.push_back(took.count() / static_cast<double>(repeats * stanzas));
  }
  std::nth_element(rounds.begin(), rounds.begin() + 3, rounds.end());
  return rounds[3];
}

size_t find_all(const MenuLst& menu) {
  size_t found = 0;
  for (const Stanza& stanza : menu.stanzas())
    found += menu.find(stanza, "initrd").value_or(0);
  return found;
}

size_t change_all(const std::string& bytes) {
  MenuLst menu = MenuLst::parse(bytes);
  menu.set_option("kopt", "root=/dev/etherd/e0.0p1 ro quiet");
  for (const Stanza& stanza : menu.stanzas())
    menu.set_argument(menu.find(stanza, "root").value(), 0, "(hd0,1)");
  return menu.text().size();
}

void row(const char* name, const std::function<double(size_t)>& measure) {
  printf("%-34s", name);
  double first = 0, last = 0;
  for (size_t stanzas : {10, 100, 1000, 10000}) {
    last = measure(stanzas);
    first = first > 0 ? first : last;
    printf(" %8.2f", last);
  }
  printf("   %5.2f\n", last / first);
}

} // namespace

int main() {
  PlayingRunner runner;
  auto nowhere =
      RootDir::machine("/proc/self/fdinfo").value(); // has no files of the names asked for
  BootSetup setup{nowhere, runner, OnHost{}, "/dev/etherd/e0.0", 1};
  printf("%-34s %8s %8s %8s %8s   %s\n", "microseconds per stanza, of", "10", "100", "1000",
         "10000", "growth");
  auto measured = [&](const char* name, const std::string& root, auto work) {
    row(name, [&](size_t stanzas) {
      std::string bytes = menu_with_stanzas(stanzas, root);
      MenuLst menu = MenuLst::parse(bytes);
      return per_stanza(stanzas, [&] { return work(bytes, menu); });
    });
  };
  using Text = const std::string&;
  using Menu = const MenuLst&;
  measured("parse", "/dev/etherd/e0.0p1",
           [](Text bytes, Menu) { return MenuLst::parse(bytes).lines().size(); });
  measured("write", "/dev/etherd/e0.0p1", [](Text, Menu menu) { return menu.text().size(); });
  measured("find a line of each stanza", "/dev/etherd/e0.0p1",
           [](Text, Menu menu) { return find_all(menu); });
  measured("parse, change each stanza, write", "/dev/etherd/e0.0p1",
           [](Text bytes, Menu) { return change_all(bytes); });
  measured("correct, nothing wrong", "/dev/etherd/e0.0p1",
           [&](Text bytes, Menu) { return corrected_menu_lst(setup, bytes).size(); });
  measured("correct, root= wrong everywhere", "/dev/sda1",
           [&](Text bytes, Menu) { return corrected_menu_lst(setup, bytes).size(); });
  return 0;
}
