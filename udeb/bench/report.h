// SPDX-License-Identifier: GPL-2.0-or-later
// Report: what was measured, for a person and for programs.
#pragma once
#include "udeb/bench/measure.h"
#include <string>
#include <vector>

namespace netroot::bench {

// A way to the disk, measured beside others.
struct Column {
  enum class Kind { Protocol, Device, Iscsi };
  Kind kind = Kind::Protocol;
  unsigned mtu = 0;     // 0: not known
  unsigned sectors = 0; // in a frame, of Protocol
  // "AoE 9000", "driver 1500", "iSCSI"
  std::string heading() const;
  // "AoE at MTU 9000"
  std::string in_words() const;
  std::string key() const; // "aoe-9000", "device-1500", "iscsi"
};

struct Row {
  Pattern pattern;
  std::vector<Measurement> cells; // one for each column
};

// Why frames are not larger than they are.
struct Limits {
  std::string card; // "ens3"; empty: not known
  unsigned mtu = 0; // its own
  unsigned card_sectors = 0, target_sectors = 0, passing_sectors = 0;
};

struct Report {
  std::string target; // "e0.1"
  unsigned long long bytes = 0;
  std::string model, serial;
  std::vector<std::string> ways; // a line each: where the columns lead through
  unsigned long long span = 0;   // bytes that were read and written, from the beginning
  Limits limits;
  std::vector<Column> columns; // AoE first, the best of it last; then iSCSI
  std::vector<Row> rows;

  const Column* iscsi() const;
  size_t best() const; // column: the last that is not iSCSI
};

// How many times as fast as the other: of bytes for large blocks, of requests for small ones. 0:
// the other did nothing.
double ratio(const Measurement& one, const Measurement& other);

// At most 80 columns, the conclusion last.
std::string as_table(const Report& report);
// What to make of it, in sentences.
std::string conclusion(const Report& report);
// docs/bench.md lists the keys. Without a newline.
std::string as_json(const Report& report);

} // namespace netroot::bench
