// SPDX-License-Identifier: GPL-2.0-or-later
// Real packet sockets on a veth pair in a network namespace. Needs root.
#include "system/runner.h"
#include "tests/unit/catch.h"
#include "udeb/aoe/packet_wire.h"
#include <sched.h>
#include <thread>
#include <unistd.h>

using namespace netroot;
using namespace netroot::aoe;

namespace {

bool ip(std::vector<std::string> arguments) {
  netroot::Command command;
  command.argv = {"ip"};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  ProcessRunner runner;
  return runner.must(command).has_value();
}

// A thread has a namespace of its own, so the other tests stay where they are. In it nr0 and nr1
// are the ends of one cable.
void on_a_cable(const char* mtu,
                const std::function<void(PacketWire& here, PacketWire& there)>& test) {
  if (geteuid() != 0) {
    WARN("skipped: a network namespace needs root");
    return;
  }
  std::thread([&] {
    REQUIRE(unshare(CLONE_NEWNET) == 0);
    REQUIRE(
        ip({"link", "add", "nr0", "mtu", mtu, "type", "veth", "peer", "name", "nr1", "mtu", mtu}));
    REQUIRE(ip({"link", "set", "nr0", "up"}));
    REQUIRE(ip({"link", "set", "nr1", "up"}));
    auto here = PacketWire::open({"nr0"}), there = PacketWire::open({"nr1"});
    REQUIRE(here);
    REQUIRE(there);
    test(**here, **there);
  }).join();
}

Bytes frame_with(size_t data_bytes) {
  const Bytes data(data_bytes);
  Frame frame;
  frame.header.destination = Mac::broadcast();
  Ata ata;
  ata.data = data;
  frame.argument = ata;
  return encode(frame);
}

} // namespace

TEST_CASE("a frame that was read with others is not waited for") {
  on_a_cable("1500", [](PacketWire& here, PacketWire& there) {
    for (int i = 0; i < 2; ++i)
      REQUIRE(there.send(0, frame_with(512)));
    std::this_thread::sleep_for(Milliseconds(100));
    REQUIRE(here.wait(Clock::now() + Milliseconds(1000)));
    REQUIRE(here.receive());
    std::thread later([&] { // by which the test ends whatever the wait does
      std::this_thread::sleep_for(Milliseconds(2000));
      there.send(0, frame_with(512));
    });
    const auto before = Clock::now();
    CHECK(here.wait(before + Milliseconds(5000)));
    CHECK(Clock::now() - before < Milliseconds(1000));
    CHECK(here.receive());
    later.join();
  });
}

TEST_CASE("a frame as large as the card's MTU comes whole") {
  on_a_cable("16000", [](PacketWire& here, PacketWire& there) {
    const Bytes frame = frame_with(31 * sector_size);
    REQUIRE(there.send(0, frame));
    REQUIRE(here.wait(Clock::now() + Milliseconds(1000)));
    auto received = here.receive();
    REQUIRE(received);
    CHECK(received->bytes.size() == frame.size());
  });
}

TEST_CASE("an MTU that was raised while the wire is open is counted when it looks again") {
  on_a_cable("1500", [](PacketWire& here, PacketWire& there) {
    for (const char* card : {"nr0", "nr1"})
      REQUIRE(ip({"link", "set", card, "mtu", "16000"}));
    here.look_again();
    REQUIRE(there.send(0, frame_with(31 * sector_size)));
    REQUIRE(here.wait(Clock::now() + Milliseconds(1000)));
    auto received = here.receive();
    REQUIRE(received);
    CHECK(received->bytes.size() == ata_header_size + 31 * sector_size);
  });
}
