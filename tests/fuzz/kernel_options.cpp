// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/kernel_options.h"
#include "tests/fuzz/fuzz.h"

using namespace netroot;

FUZZ(bytes) {
  std::string once = correct_kernel_options(bytes, "/dev/etherd/e0.0p1", "console=ttyS0 quiet");
  must(root_of(once) == "/dev/etherd/e0.0p1", "root= is the one that was asked for");
  must(correct_kernel_options(once, "/dev/etherd/e0.0p1", "console=ttyS0 quiet") == once,
       "a second correction changes nothing");
  must(correct_kernel_options(once, "/dev/etherd/e0.0p1", "") == once, "what was added stays");
}
