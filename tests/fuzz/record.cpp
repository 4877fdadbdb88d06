// SPDX-License-Identifier: GPL-2.0-or-later
// A record of the history: what is taken for one is written back as it was.
#include "grubfix/history.h"
#include "tests/fuzz/fuzz.h"

using namespace netroot;

FUZZ(bytes) {
  auto record = parse_record(bytes);
  if (!record)
    return;
  auto again = parse_record(record_text(*record));
  must(again.has_value(), "a record that was read can be written and read");
  must(again->changes.size() == record->changes.size(), "no file of it is lost");
  for (size_t i = 0; i < again->changes.size(); i++)
    must(again->changes[i].path == record->changes[i].path &&
             again->changes[i].before == record->changes[i].before &&
             again->changes[i].after == record->changes[i].after,
         "every byte of every file is kept");
}
