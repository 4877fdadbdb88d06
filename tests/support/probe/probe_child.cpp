// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/probe/probe.h"

int main() {
  return netroot::run_probe(0, 1) ? 0 : 1;
}
