// SPDX-License-Identifier: GPL-2.0-or-later
// `netroot bench`: how fast a target is, beside iSCSI.
#include "system/text.h"
#include "udeb/aoe/client.h"
#include "udeb/program/bench/order.h"
#include "udeb/program/commands.h"
#include <cstdio>
#include <unistd.h>

namespace netroot {
namespace {

std::string read_answer() {
  char line[64] = "";
  if (!std::fgets(line, sizeof line, stdin))
    return {};
  return std::string(trim(line));
}

// What will be lost is said even where nobody is asked.
Outcome confirm(bench::Bench& bench, const bench::Order& order, bool yes) {
  auto stakes = bench::stakes_of(bench, order);
  if (!stakes)
    return tl::unexpected(stakes.error());
  for (const bench::Stake& stake : *stakes)
    std::fputs(bench::describe_loss(stake, bench.report.span).c_str(), stderr);
  if (yes)
    return {};
  const std::string name = order.target.text();
  std::fprintf(stderr, "Type %s to overwrite that: ", name.c_str());
  if (read_answer() != name)
    return failure("not confirmed", "Nothing was written.");
  return {};
}

} // namespace

std::string bench_usage_text() {
  return "\n"
         "Options of \"bench\", which reads only, unless --destroy is given:\n"
         "  --seconds N       for each measurement (5)\n"
         "  --span MIB        within so much of the disk, from its beginning (64); 0: all of it\n"
         "  --portal HOST[:PORT], --iqn NAME, --lun N\n"
         "                    beside this iSCSI disk; a portal's only target and first disk\n"
         "                    need not be named\n"
         "  --device          through the kernel's driver, with its MTU as it is\n"
         "  --destroy         measure writes, too: the span of an empty disk is overwritten\n"
         "  --overwrite       ... of a disk with data on it as well\n"
         "  --yes             ... without being asked\n";
}

Outcome run_bench(const Options& options, Front& front) {
  auto order = bench_order(options);
  if (!order)
    return tl::unexpected(order.error());
  const bool can_ask = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
  if (order->destroy && !options.bench.yes && !can_ask)
    return usage_error("--destroy asks before it writes, and there is no terminal to ask on",
                       "Add --yes.");
  auto bench = bench::open_bench(*order);
  if (!bench)
    return tl::unexpected(bench.error());
  if (order->destroy)
    if (auto confirmed = confirm(*bench, *order, options.bench.yes); !confirmed)
      return confirmed;
  if (auto ran = bench::run_bench(*bench, *order, front.progress()); !ran)
    return ran;
  return print(options.json ? bench::as_json(bench->report) + "\n"
                            : bench::as_table(bench->report));
}

} // namespace netroot
