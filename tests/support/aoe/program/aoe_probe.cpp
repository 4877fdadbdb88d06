// SPDX-License-Identifier: GPL-2.0-or-later
// aoe_probe COMMAND INTERFACE… [-- ARGUMENT…]: the functions of udeb/aoe, one call each, for tests.
// Prints what came of it, one fact a line.
#include "system/interrupt.h"
#include "tests/support/aoe/program/probe.h"
#include <cstdio>
#include <cstring>

using namespace netroot;
using namespace netroot::aoe;

namespace netroot::test {
namespace {

struct Named {
  const char* name;
  Outcome (*run)(Probe&);
};

constexpr Named commands[] = {{"discover", probe_discover},   {"one-by-one", probe_one_by_one},
                              {"claim", probe_claim},         {"check", probe_check},
                              {"take-over", probe_take_over}, {"release", probe_release},
                              {"race", probe_race},           {"read", probe_read},
                              {"quality", probe_quality},     {"reserve", probe_reserve},
                              {"unreserve", probe_unreserve}, {"mask", probe_mask}};

} // namespace
} // namespace netroot::test

int main(int count, char** words) {
  test::Probe probe;
  std::vector<std::string> interfaces;
  bool behind = false;
  for (int i = 2; i < count; ++i)
    if (!behind && std::strcmp(words[i], "--") == 0)
      behind = true;
    else
      (behind ? probe.arguments : interfaces).push_back(words[i]);
  catch_interrupts();
  auto wire = PacketWire::open(interfaces);
  if (!wire) {
    std::fprintf(stderr, "aoe_probe: %s\n", wire.error().text().c_str());
    return 1;
  }
  probe.wire = wire->get();
  for (const auto& command : test::commands)
    if (count > 1 && std::strcmp(words[1], command.name) == 0) {
      if (auto ran = command.run(probe); !ran) {
        std::printf("error %s\n", ran.error().text().c_str());
        return 1;
      }
      return 0;
    }
  std::fputs("aoe_probe: no such command\n", stderr);
  return 2;
}
