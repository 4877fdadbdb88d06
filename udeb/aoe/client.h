// SPDX-License-Identifier: GPL-2.0-or-later
// Client: requests to targets and their answers, many at a time. AoE promises nothing about
// delivery: a request is sent again, later each time, until its answer is there or it is given up.
#pragma once
#include "udeb/aoe/wire.h"
#include <deque>
#include <functional>
#include <map>
#include <queue>
#include <unordered_map>

namespace netroot::aoe {

// A way to a target: the card, and the Ethernet address that answers there for the shelf and slot.
struct Path {
  size_t card = 0; // index in Wire::cards()
  Mac server;
  Address address;
  auto operator<=>(const Path&) const = default;
};

// When a request is sent again: after `first`, twice as long, and so on, at most `longest`. After
// the last of `sends` its own time is waited for, too; these here are 50 + 100 + … = 2.55 s.
struct Retry {
  Milliseconds first{50}, longest{1000};
  unsigned sends = 6;
  // How long to wait after the send of this number, counted from 1.
  Milliseconds wait_after(unsigned send) const;
};

struct Counters {
  uint64_t sent = 0;       // frames, those sent again too
  uint64_t sent_again = 0; //
  uint64_t not_sent = 0;   // Wire::send() said no
  uint64_t received = 0;   // frames; each of them is counted in one of the following, too
  uint64_t answers = 0;    // to a request that waited, or to a broadcast
  uint64_t malformed = 0;  // no AoE frame of version 1
  uint64_t requests = 0;   // of others, seen because they are broadcast
  uint64_t unasked = 0; // no request of that tag waits: late, twice, another program's, or made up
  uint64_t mismatched = 0; // the tag waits, but for another card, sender, target or command
  uint64_t given_up = 0;   // requests without an answer
  uint64_t dropped() const { return malformed + requests + unasked + mismatched; }
};

// How an answer came. `round_trip` is of the last send, so it counts only when sends is 1.
struct Trip {
  unsigned sends = 1;
  Clock::duration round_trip{};
};

class Client {
public:
  // The answer, with header.error or without, or nullptr when it was given up. The frame's data is
  // there only during the call. May ask again.
  using Done = std::function<void(const Frame*, const Trip&)>;
  using Heard = std::function<void(size_t card, const Frame&)>;

  // Tags count up from `first_tag`; bit 31 is set in all of them.
  explicit Client(Wire& wire) : Client(wire, random_tag()) {}
  Client(Wire& wire, uint32_t first_tag) : wire_(wire), last_tag_(first_tag) {}
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  Wire& wire() { return wire_; }
  const Counters& counters() const { return counters_; }

  // Sent while run() or run_until() works, as soon as the path's window and the card allow.
  void ask(const Path& path, Argument argument, Done done, const Retry& retry = {});
  // Requests under way at a time on a path: the target's buffer count; 1 until this was called.
  void set_window(const Path& path, unsigned requests);
  // Sent at once and only once, to all targets that `address` means. Every answer is handed to
  // `heard`, until stop_listening().
  void broadcast(size_t card, Address address, Argument argument, Heard heard);
  void stop_listening() { listeners_.clear(); }

  // Until every request is answered or given up; at `end` the rest is given up. Error: interrupted;
  // what was under way is forgotten.
  Outcome run(Clock::time_point end = Clock::time_point::max());
  // Until `deadline`, for the answers to broadcasts; requests go on beside. Error: as above.
  Outcome run_until(Clock::time_point deadline);
  bool busy() const { return !pending_.empty(); }

private:
  struct Request {
    Path path;
    Command command = Command::Config;
    Bytes frame;
    Done done;
    Retry retry;
    unsigned sends = 0;
    Clock::time_point last_send;
  };
  struct Window {
    unsigned size = 1, under_way = 0;
    std::deque<uint32_t> waiting;
  };
  struct Lane { // of a card
    unsigned under_way = 0;
    std::deque<uint32_t> waiting;
  };
  struct Listener {
    size_t card = 0;
    Address address;
    Command command = Command::Config;
    Heard heard;
  };
  struct Timer {
    Clock::time_point due;
    uint32_t tag;
    unsigned sends;
    bool operator>(const Timer& other) const { return due > other.due; }
  };

  static uint32_t random_tag();
  uint32_t next_tag();
  Outcome turn(Clock::time_point until);
  void fill_lanes();
  void fill(size_t card);
  void transmit(uint32_t tag, Request& request);
  void fire_timers();
  void take(const Received& received);
  void take_answer(size_t card, const Frame& frame);
  void finish(uint32_t tag, const Frame* frame);
  void give_up_rest();
  void forget_requests();
  void forget_all();

  Wire& wire_;
  uint32_t last_tag_;
  Counters counters_;
  std::unordered_map<uint32_t, Request> pending_;
  std::unordered_map<uint32_t, Listener> listeners_;
  std::map<Path, Window> windows_;
  std::vector<Lane> lanes_{wire_.cards().size()};
  std::priority_queue<Timer, std::vector<Timer>, std::greater<>> timers_;
};

} // namespace netroot::aoe
