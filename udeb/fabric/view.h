// SPDX-License-Identifier: GPL-2.0-or-later
// View: the AoE targets around this machine, whoever saw them: our own client of the protocol, or
// the kernel's driver.
#pragma once
#include "udeb/target_name.h"
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace netroot::fabric {

// A way to a target.
struct PathView {
  std::string card;                                    // "ens3"
  std::string server;                                  // "52:54:00:00:00:01"
  std::optional<std::chrono::microseconds> round_trip; // when it was measured
  std::optional<unsigned> firmware; // the server's AoE firmware, in its own numbering
  unsigned buffers = 0;             // requests that it takes at once; 0: not known
  unsigned sectors_per_frame = 0;   // 0: not known
  std::string config;               // the config string, bytes of any value
  std::string problem;              // why the disk does not say what it is; empty: it does
  bool operator==(const PathView&) const = default;
};

struct TargetView {
  TargetName name;
  unsigned long long bytes = 0;             // size; 0: not known
  std::string model, serial, disk_firmware; // empty: not known
  std::string state;                        // "up", or what the driver says
  std::vector<PathView> paths;              // in order of card and server
  std::vector<std::string> doubts;          // sentences; empty: it is to be trusted
  bool operator==(const TargetView&) const = default;
};

struct CardView {
  std::string name, mac;
  unsigned mtu = 0;
  bool up = false, carrier = false; // one that is down was not asked
  bool operator==(const CardView&) const = default;
};

struct View {
  bool by_protocol = true; // otherwise it is the driver's
  std::string why;         // why it is the driver's
  std::vector<CardView> cards;
  std::vector<TargetView> targets; // in order of shelf and slot
  bool too_many = false;           // more paths answered than are kept
};

// At most 80 columns, a heading first. `now` in seconds since 1970, for the age of claims.
std::string as_table(const View& view, uint64_t now);
// "e0.0, 4.0 GiB, MODEL, serial number SERIAL: ens3 from 52:54:00:00:00:01", in one line.
std::string in_one_line(const TargetView& target);

// docs/aoe.md lists the keys. Without a newline.
std::string as_json(const View& view);
std::string as_json(const TargetView& target);
std::string as_json(const std::vector<CardView>& cards);

} // namespace netroot::fabric
