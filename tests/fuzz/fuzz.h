// SPDX-License-Identifier: GPL-2.0-or-later
// What the fuzzers share. A fuzzer is one function that libFuzzer calls with bytes it made up:
//   FUZZ(bytes) { must(parse(bytes).text() == bytes, "the round trip keeps every byte"); }
#pragma once
#include "system/root_dir.h"
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// Ends the run and names the promise that was broken; the bytes are then in a file crash-….
inline void must(bool kept, const char* promise) {
  if (kept)
    return;
  fprintf(stderr, "broken: %s\n", promise);
  abort();
}

// A machine without a file, for code that looks around: everything it asks for is missing.
inline const netroot::RootDir& bare_machine() {
  static const netroot::RootDir machine = netroot::RootDir::target("/proc/self/fdinfo").value();
  return machine;
}

#define FUZZ(bytes)                                                                                \
  static void fuzz_one(std::string_view bytes);                                                    \
  extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {                        \
    fuzz_one({reinterpret_cast<const char*>(data), size});                                         \
    return 0;                                                                                      \
  }                                                                                                \
  static void fuzz_one(std::string_view bytes)
