// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/text.h"
#include "udeb/aoe/quality.h"
#include "udeb/bench/report.h"
#include <cstdio>

namespace netroot::bench {
namespace {

constexpr double counts = 1.1;        // as a difference: less is chance
constexpr double frames_lost = 0.001; // from this part on it is worth a sentence
constexpr unsigned usual_sectors = 2; // of MTU 1500
constexpr char jumbo_mtu[] = "9000";

std::string times_text(double times) {
  char text[32];
  std::snprintf(text, sizeof text, times < 9.95 ? "%.1f" : "%.0f", times);
  return text;
}

// "1.6 times as fast in large reads, the same in 4k reads one by one, 0.5 times as fast in …"
std::string compare(const Report& report, size_t one, size_t other) {
  std::vector<std::string> parts;
  for (const Row& row : report.rows) {
    const double times = ratio(row.cells[one], row.cells[other]);
    const bool same = times < counts && times > 1 / counts;
    parts.push_back((same ? "as fast" : times_text(times) + " times as fast") + " in " +
                    row.pattern.in_words());
  }
  return join(parts, ", ");
}

std::string against_iscsi(const Report& report) {
  if (!report.iscsi())
    return {};
  return "Measured against iSCSI, " + report.columns[report.best()].in_words() + " is " +
         compare(report, report.best(), report.columns.size() - 1) + ". ";
}

double largest_gain(const Report& report) {
  double most = 0;
  for (const Row& row : report.rows)
    most = std::max(most, ratio(row.cells[1], row.cells[0]));
  return most;
}

std::string with_larger_frames(const Report& report) {
  if (largest_gain(report) < counts)
    return "Larger frames bring nothing here: MTU 1500 will do.";
  const std::string mtu = std::to_string(report.columns[1].mtu);
  const std::string where =
      "MTU " + mtu + " on " + report.limits.card + " and on the target's card";
  return "Measured against MTU 1500, MTU " + mtu + " is " + compare(report, 1, 0) + ". " +
         (report.limits.mtu == report.columns[1].mtu
              ? "Keep " + where + "; never lower it while the disk is used."
              : "Set " + where + " before the disk is used; never lower it while it is.");
}

// Nothing larger than MTU 1500 passes: what to change.
std::string without_larger_frames(const Limits& limits) {
  const bool card_is_small = limits.card_sectors <= usual_sectors;
  const bool target_is_small = limits.target_sectors <= usual_sectors;
  const std::string again = ", then measure again.";
  if (!card_is_small && !target_is_small)
    return "Frames larger than MTU 1500 get lost, although " + limits.card +
           " and the target take them: let the switch between them pass jumbo frames" + again;
  const std::string own = "the MTU of " + limits.card + " (" + std::to_string(limits.mtu) + ")";
  const std::string its = "the target's (it takes " + std::to_string(limits.target_sectors) +
                          " sectors a frame; vblade has to be started anew)";
  const std::string to = std::string(" to ") + jumbo_mtu;
  if (card_is_small && target_is_small)
    return "No frames larger than MTU 1500: raise " + own + " and " + its + to + again;
  return "No frames larger than MTU 1500: raise " + (card_is_small ? own : its) + to + again;
}

std::string about_frames(const Report& report) {
  if (report.columns.front().kind == Column::Kind::Device)
    return "The driver uses its card's MTU as it is; without --device both sizes of frames are "
           "compared.";
  return report.best() > 0 ? with_larger_frames(report) : without_larger_frames(report.limits);
}

std::string about_losses(const Report& report) {
  std::string text;
  for (size_t column = 0; column <= report.best(); ++column) {
    Sent sum;
    for (const Row& row : report.rows)
      if (const auto& sent = row.cells[column].sent)
        sum = {sum.all + sent->all, sum.again + sent->again};
    if (static_cast<double>(sum.again) <= frames_lost * static_cast<double>(sum.all))
      continue;
    text += " With " + report.columns[column].in_words() + " " + std::to_string(sum.again) +
            " of " + std::to_string(sum.all) +
            " frames were sent again: the way loses them, or the target's room for requests is "
            "smaller than it says.";
  }
  return text;
}

} // namespace

std::string conclusion(const Report& report) {
  return against_iscsi(report) + about_frames(report) + about_losses(report);
}

} // namespace netroot::bench
