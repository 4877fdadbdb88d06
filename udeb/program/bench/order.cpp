// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/program/bench/order.h"
#include "system/text.h"
#include "udeb/fabric/look.h"

namespace netroot {
namespace {

constexpr unsigned long long usual_seconds = 5, most_seconds = 3600;
constexpr unsigned long long usual_span = 64, most_span = 1ULL << 30; // MiB

// Within the bounds, or an error that names the option.
Result<unsigned long long> number_of(const std::string& option, const std::string& text,
                                     unsigned long long usual, unsigned long long least,
                                     unsigned long long most) {
  if (text.empty())
    return usual;
  auto value = parse_number(text);
  if (!value || *value < least || *value > most)
    return usage_error(option + " takes a number from " + std::to_string(least) + " to " +
                       std::to_string(most) + ", not \"" + text + "\"");
  return *value;
}

Outcome check(const Options& options) {
  const BenchOptions& given = options.bench;
  if (given.portal.empty() && !(given.iqn.empty() && given.lun.empty()))
    return usage_error("--iqn and --lun need --portal HOST[:PORT]");
  if (!given.destroy && given.overwrite)
    return usage_error("--overwrite goes with --destroy", "Without them nothing is written.");
  if (given.device && !options.interfaces.empty())
    return usage_error("--device leaves the cards to the driver: --interfaces has no place there");
  return {};
}

Outcome take_numbers(bench::Order& order, const BenchOptions& given) {
  auto seconds = number_of("--seconds", given.seconds, usual_seconds, 1, most_seconds);
  if (!seconds)
    return tl::unexpected(seconds.error());
  auto span = number_of("--span", given.span, usual_span, 0, most_span);
  if (!span)
    return tl::unexpected(span.error());
  auto lun = number_of("--lun", given.lun, 0, 0, 16383);
  if (!lun)
    return tl::unexpected(lun.error());
  order.time = std::chrono::seconds(*seconds);
  order.span = *span << 20;
  if (!given.portal.empty())
    order.iscsi = bench::IscsiAddress{
        given.portal, given.iqn,
        given.lun.empty() ? std::nullopt : std::optional(static_cast<unsigned>(*lun))};
  return {};
}

} // namespace

Result<bench::Order> bench_order(const Options& options) {
  const BenchOptions& given = options.bench;
  auto target = parse_target_name(given.target);
  if (!target)
    return usage_error(given.target.empty() ? "\"bench\" needs a target"
                                            : "\"" + given.target + "\" is no AoE target",
                       "Targets are written eSHELF.SLOT, as in e0.1; \"netroot targets\" lists "
                       "them.");
  if (auto checked = check(options); !checked)
    return tl::unexpected(checked.error());
  bench::Order order;
  order.root = options.root;
  order.target = *target;
  order.cards = fabric::card_names(options.interfaces);
  order.device = given.device;
  order.destroy = given.destroy;
  order.overwrite = given.overwrite;
  if (auto taken = take_numbers(order, given); !taken)
    return tl::unexpected(taken.error());
  return order;
}

} // namespace netroot
