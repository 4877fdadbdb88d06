// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/identity.h"
#include "tests/fuzz/fuzz.h"

using namespace netroot;

FUZZ(bytes) {
  auto identity = parse_identity(bytes);
  if (!identity) {
    must(!identity.error().what.empty() && !identity.error().hint.empty(),
         "an error says what is wrong and what to do");
    return;
  }
  must(!identity->target.empty(), "an identity has a target");
  must(identity->timeout >= 1 && identity->timeout <= 3600, "the time-out is in its range");
  auto text = identity_file_with(bare_machine(), *identity);
  must(text.has_value(), "what was read can be written");
  auto again = parse_identity(*text);
  must(again && again->target == identity->target && again->macs == identity->macs &&
           again->timeout == identity->timeout && again->root_partition == identity->root_partition,
       "what was written is read back");
}
