// SPDX-License-Identifier: GPL-2.0-or-later
// What the grub shell said: success is never taken from output that speaks of an error.
#include "grubfix/grub_shell.h"
#include "system/text.h"
#include "tests/fuzz/fuzz.h"

using namespace netroot;

FUZZ(bytes) {
  auto judged = judge_grub_output(bytes);
  if (!judged) {
    must(!judged.error().what.empty() && !judged.error().hint.empty(),
         "an error says what is wrong and what to do");
    return;
  }
  bool done = false;
  for (const std::string& line : lines(bytes)) {
    must(!trim(line).starts_with("Error "), "an Error line is no success");
    done = done || trim(line) == "Done.";
  }
  must(done, "without Done. there is no success");
  must(bytes.find("Running \"install ") != bytes.npos, "without install there is no success");
  must(bytes.find("Running \"embed ") != bytes.npos, "without embed there is no success");
}
