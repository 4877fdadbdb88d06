// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/udeb/aoe/played_wire.h"
#include "udeb/aoe/client.h"

using namespace netroot;
using namespace netroot::aoe;
using netroot::test::Faults;
using netroot::test::PlayedWire;

namespace {

struct Asked {
  explicit Asked(const Faults& faults = {}) : wire(1, faults) {
    wire.fabric.add(netroot::test::target(7, 3)).config = "hello";
  }
  Path path() { return {0, {{2, 0, 0, 0, 0x50, 0}}, {7, 3}}; }
  void ask(const Retry& retry = {}) {
    client.ask(
        path(), Config{},
        [this](const Frame* frame, const Trip& trip) {
          ++ends;
          sends = trip.sends;
          answer = frame ? argument_of<Config>(*frame)->string : "none";
        },
        retry);
  }
  // The answer to the request that was sent last, to be changed.
  Bytes right_answer() { return wire.fabric.answer(0, wire.sent.back().second).at(0); }

  PlayedWire wire;
  Client client{wire, 41};
  std::string answer;
  int ends = 0;
  unsigned sends = 0;
};

uint32_t tag_of(const Bytes& frame) {
  return decode(frame)->header.tag;
}

} // namespace

TEST_CASE("a request gets its answer") {
  Asked it;
  it.ask();
  REQUIRE(it.client.run());
  CHECK(it.answer == "hello");
  CHECK(it.wire.passed_ms() == 1);
  CHECK(it.client.counters().answers == 1);
  CHECK(tag_of(it.wire.sent.at(0).second) == 0x8000002a);
}

TEST_CASE("the kernel's driver never takes our answers for its own: bit 31 of every tag is set") {
  PlayedWire wire;
  Client client(wire, 0xffffffff); // the next one would be 0
  client.broadcast(0, {}, Config{}, nullptr);
  CHECK(tag_of(wire.sent.at(0).second) == 0x80000000);
}

TEST_CASE("without an answer it is sent again, later each time, and then given up") {
  Asked it;
  it.wire.silent = true;
  it.ask({Milliseconds(50), Milliseconds(300), 5});
  std::vector<long> times;
  while (it.client.busy()) {
    const size_t before = it.wire.sent.size();
    REQUIRE(it.client.run_until(it.wire.now() + Milliseconds(1)));
    if (it.wire.sent.size() > before)
      times.push_back(it.wire.passed_ms() - 1);
  }
  CHECK(times == std::vector<long>{0, 49, 149, 349, 649});
  CHECK(it.wire.passed_ms() == 950);
  CHECK(it.answer == "none");
  CHECK(it.sends == 5);
  CHECK(it.client.counters().given_up == 1);
  CHECK(it.client.counters().sent_again == 4);
}

TEST_CASE("one in three frames lost, one in five twice: everything is answered once") {
  Asked it({333, 200, 100, 100, 100, Milliseconds(3)});
  for (int i = 0; i < 200; ++i)
    it.ask({Milliseconds(20), Milliseconds(200), 20});
  REQUIRE(it.client.run());
  CHECK(it.ends == 200);
  CHECK(it.client.counters().given_up == 0);
  CHECK(it.client.counters().sent_again > 50);
  CHECK(it.client.counters().unasked > 10);
  const Counters& c = it.client.counters();
  CHECK(c.received == c.answers + c.dropped());
}

TEST_CASE("an answer from elsewhere is dropped and counted, and the right one is still taken") {
  struct Change {
    const char* what;
    size_t place;
  };
  for (auto [what, place] :
       {Change{"another server", 11}, Change{"another shelf", 17}, Change{"another slot", 18}}) {
    INFO(what);
    Asked it;
    it.wire.silent = true;
    it.ask();
    REQUIRE(it.client.run_until(it.wire.now() + Milliseconds(1)));
    Bytes wrong = it.right_answer();
    wrong[place] ^= 1;
    it.wire.arrives(0, wrong);
    REQUIRE(it.client.run_until(it.wire.now() + Milliseconds(5)));
    CHECK(it.ends == 0);
    CHECK(it.client.counters().mismatched == 1);
    it.wire.arrives(0, it.right_answer());
    REQUIRE(it.client.run());
    CHECK(it.answer == "hello");
  }
}

TEST_CASE("another command's answer with our tag is dropped") {
  Asked it;
  it.wire.silent = true;
  it.ask();
  REQUIRE(it.client.run_until(it.wire.now() + Milliseconds(1)));
  Frame frame = *decode(it.right_answer());
  frame.argument = Reserve{};
  it.wire.arrives(0, encode(frame));
  REQUIRE(it.client.run_until(it.wire.now() + Milliseconds(5)));
  CHECK(it.client.counters().mismatched == 1);
  CHECK(it.ends == 0);
}

TEST_CASE("an answer that comes in on another card is dropped") {
  PlayedWire wire(2);
  wire.fabric.add(netroot::test::target(1, 0));
  wire.silent = true;
  Client client(wire, 1);
  bool answered = false;
  client.ask({0, {{2, 0, 0, 0, 0x50, 0}}, {1, 0}}, Config{},
             [&](const Frame* frame, const Trip&) { answered = frame; });
  REQUIRE(client.run_until(wire.now() + Milliseconds(1)));
  wire.arrives(1, wire.fabric.answer(0, wire.sent.back().second).at(0));
  REQUIRE(client.run());
  CHECK_FALSE(answered);
  CHECK(client.counters().mismatched == 1);
}

TEST_CASE("requests of others, late answers and noise are dropped, each counted as what it is") {
  Asked it;
  it.ask();
  REQUIRE(it.client.run());
  it.wire.arrives(0, it.right_answer());
  it.wire.arrives(0, it.wire.sent.back().second);
  it.wire.arrives(0, Bytes(60));
  REQUIRE(it.client.run_until(it.wire.now() + Milliseconds(5)));
  CHECK(it.ends == 1);
  CHECK(it.client.counters().unasked == 1);
  CHECK(it.client.counters().requests == 1);
  CHECK(it.client.counters().malformed == 1);
}

TEST_CASE("an answer to a request that still waits for its turn was made up, and is dropped") {
  Asked it;
  it.wire.silent = true;
  it.ask();
  it.ask(); // the window is one
  REQUIRE(it.client.run_until(it.wire.now() + Milliseconds(1)));
  Bytes early = it.right_answer();
  early[23] = static_cast<uint8_t>(early[23] + 1);
  it.wire.arrives(0, early);
  REQUIRE(it.client.run_until(it.wire.now() + Milliseconds(5)));
  CHECK(it.ends == 0);
  CHECK(it.client.counters().unasked == 1);
}

TEST_CASE("no more requests are under way than the target has buffers") {
  Asked it;
  it.client.set_window(it.path(), 3);
  for (int i = 0; i < 10; ++i)
    it.ask();
  it.wire.latency = Milliseconds(10);
  std::vector<size_t> sent;
  while (it.client.busy()) {
    REQUIRE(it.client.run_until(it.wire.now() + Milliseconds(10)));
    sent.push_back(it.wire.sent.size());
  }
  CHECK(sent == std::vector<size_t>{3, 6, 9, 10});
  CHECK(it.ends == 10);
}

TEST_CASE("an interruption forgets what was under way") {
  Asked it;
  it.wire.silent = true;
  it.wire.interrupted_at = Clock::time_point{} + Milliseconds(120);
  it.ask();
  CHECK_FALSE(it.client.run());
  CHECK_FALSE(it.client.busy());
  CHECK(it.ends == 0);
  it.wire.interrupted_at = Clock::time_point::max();
  it.wire.silent = false;
  it.ask();
  REQUIRE(it.client.run());
  CHECK(it.answer == "hello");
}

TEST_CASE("a frame that the card does not take is sent again like one that was lost") {
  Asked it;
  Config huge;
  huge.command = ConfigCommand::ForceSet;
  Ata too_long;
  Bytes data(2000);
  too_long.data = data;
  bool given_up = false;
  it.client.ask(it.path(), too_long, [&](const Frame* f, const Trip&) { given_up = !f; },
                {Milliseconds(1), Milliseconds(1), 3});
  REQUIRE(it.client.run());
  CHECK(given_up);
  CHECK(it.client.counters().not_sent == 3);
}

TEST_CASE("a broadcast hears every target that it means, and nobody after the listening ended") {
  PlayedWire wire;
  for (uint8_t slot = 0; slot < 5; ++slot)
    wire.fabric.add(netroot::test::target(1, slot));
  wire.fabric.add(netroot::test::target(2, 0));
  Client client(wire, 1);
  int heard = 0;
  client.broadcast(0, {1, 0xff}, Config{}, [&](size_t, const Frame&) { ++heard; });
  REQUIRE(client.run_until(wire.now() + Milliseconds(10)));
  CHECK(heard == 5);
  client.stop_listening();
  wire.arrives(0, wire.fabric.answer(0, wire.sent.back().second).at(0));
  REQUIRE(client.run_until(wire.now() + Milliseconds(10)));
  CHECK(heard == 5);
  CHECK(client.counters().unasked == 1);
}

TEST_CASE("an answer to a broadcast from a target that was not meant, or from all, is dropped") {
  PlayedWire wire;
  wire.fabric.add(netroot::test::target(1, 0));
  Client client(wire, 1);
  int heard = 0;
  client.broadcast(0, {1, 0}, Config{}, [&](size_t, const Frame&) { ++heard; });
  Bytes answer = wire.fabric.answer(0, wire.sent.back().second).at(0);
  answer[18] = 1;
  wire.arrives(0, answer);
  answer[16] = answer[17] = answer[18] = 0xff;
  wire.arrives(0, answer);
  REQUIRE(client.run_until(wire.now() + Milliseconds(10)));
  CHECK(heard == 1);
  CHECK(client.counters().mismatched == 2);
}
