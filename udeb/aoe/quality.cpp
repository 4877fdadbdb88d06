// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/quality.h"
#include "udeb/aoe/ask_identity.h"
#include "udeb/aoe/read.h"
#include <algorithm>

namespace netroot::aoe {
namespace {

constexpr unsigned headers = ata_header_size - ethernet_header_size;

unsigned frame_of(unsigned sectors) {
  return sectors ? headers + sectors * static_cast<unsigned>(sector_size) : 0;
}

// One read of `sectors`, in a request that is filled up to the size of a frame of
// `request_sectors`.
Result<bool> passes(Client& client, const FoundPath& path, unsigned sectors,
                    unsigned request_sectors, const Retry& retry) {
  const Bytes filling(request_sectors * sector_size);
  Ata ata = read_request(0, sectors, path.identity->lba48);
  ata.data = filling;
  bool passed = false, refused = false;
  client.ask(
      path.path, ata,
      [&](const Frame* frame, const Trip&) {
        refused = frame && frame->header.error && frame->header.code == ErrorCode::Reserved;
        passed = !ata_trouble(frame, "reading", sectors * sector_size);
      },
      retry);
  if (auto ran = client.run(); !ran)
    return tl::unexpected(ran.error());
  if (refused)
    return failure(error_text(ErrorCode::Reserved),
                   "What it carries can be measured by that client only.");
  return passed;
}

using Try = std::function<Result<bool>(unsigned sectors)>;

// The largest number up to `most` that passes, by halves; `most` first, since it mostly does.
Result<unsigned> largest_passing(unsigned most, const Try& passing) {
  unsigned low = 0, high = most; // low passes, what is above high does not
  for (unsigned next = most; low < high; next = (low + high + 1) / 2) {
    auto passed = passing(next);
    if (!passed)
      return tl::unexpected(passed.error());
    if (*passed)
      low = next;
    else
      high = next - 1;
  }
  return low;
}

Outcome measure_sizes(Client& client, const FoundPath& path, const QualityPlan& plan,
                      PathQuality& quality) {
  const unsigned most = static_cast<unsigned>(
      std::min<uint64_t>({quality.card_sectors, quality.target_sectors, path.identity->sectors}));
  auto answer = largest_passing(
      most, [&](unsigned sectors) { return passes(client, path, sectors, 0, plan.large); });
  if (!answer)
    return tl::unexpected(answer.error());
  auto request = largest_passing(
      most, [&](unsigned sectors) { return passes(client, path, 1, sectors, plan.large); });
  if (!request)
    return tl::unexpected(request.error());
  quality.answer_sectors = *answer;
  quality.request_sectors = *request;
  quality.largest_answer = frame_of(*answer);
  quality.largest_request = frame_of(*request);
  return {};
}

Outcome measure_times(Client& client, const FoundPath& path, const QualityPlan& plan,
                      PathQuality& quality) {
  std::vector<std::chrono::microseconds> times;
  for (unsigned i = 0; i < plan.queries; ++i) {
    client.ask(path.path, Config{},
               [&](const Frame* frame, const Trip& trip) {
                 if (frame)
                   times.push_back(
                       std::chrono::duration_cast<std::chrono::microseconds>(trip.round_trip));
               },
               {plan.wait, plan.wait, 1});
    if (auto ran = client.run(); !ran)
      return ran;
  }
  quality.asked = plan.queries;
  quality.lost = plan.queries - static_cast<unsigned>(times.size());
  std::ranges::sort(times);
  if (!times.empty()) {
    quality.fastest = times.front();
    quality.usual = times[times.size() / 2];
    quality.slowest = times.back();
  }
  return {};
}

} // namespace

Result<PathQuality> measure_path(Client& client, const FoundPath& path, const QualityPlan& plan) {
  if (!path.identity)
    return failure(path.no_identity);
  PathQuality quality;
  const unsigned mtu = client.wire().cards()[path.path.card].mtu;
  quality.card_sectors = std::min(
      mtu > ata_header_size ? (mtu - unsigned{ata_header_size}) / unsigned{sector_size} : 0, 255U);
  quality.target_sectors = path.config.sectors_per_frame ? path.config.sectors_per_frame : 2;
  if (auto sizes = measure_sizes(client, path, plan, quality); !sizes)
    return tl::unexpected(sizes.error());
  if (auto times = measure_times(client, path, plan, quality); !times)
    return tl::unexpected(times.error());
  return quality;
}

unsigned mtu_for(unsigned sectors) {
  return std::max(unsigned{ata_header_size} + sectors * unsigned{sector_size}, 1500U);
}

unsigned recommended_mtu(const PathQuality& quality, const Card& card) {
  return quality.way_is_narrow() ? std::min(mtu_for(quality.sectors()), card.mtu) : card.mtu;
}

} // namespace netroot::aoe
