// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/quality.h"
#include <algorithm>

namespace netroot::aoe {
namespace {

std::string milliseconds_text(std::chrono::microseconds time) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f ms", static_cast<double>(time.count()) / 1000);
  return text;
}

std::string narrow_text(const PathQuality& quality, const Card& card) {
  const char* direction = quality.answer_sectors == quality.request_sectors  ? "either way"
                          : quality.answer_sectors < quality.request_sectors ? "to this machine"
                                                                             : "to the target";
  return "frames of " + std::to_string(quality.sectors()) + " sectors pass, not the " +
         std::to_string(std::min(quality.card_sectors, quality.target_sectors)) +
         " that card and target take (" + direction +
         "): a switch between them may lack jumbo frames. " + "MTU " +
         std::to_string(recommended_mtu(quality, card)) + " is safe.";
}

bool much_slower(const PathQuality& one, const PathQuality& other) {
  return one.usual > 3 * other.usual && one.usual > other.usual + std::chrono::microseconds(200);
}

std::string worse_text(const PathQuality& one, const PathQuality& other, const std::string& name) {
  if (one.sectors() < other.sectors())
    return "carries smaller frames than " + name + " (" + std::to_string(one.sectors()) +
           " against " + std::to_string(other.sectors()) + " sectors)";
  if (much_slower(one, other))
    return "is slower than " + name + " (" + milliseconds_text(one.usual) + " against " +
           milliseconds_text(other.usual) + ")";
  return {};
}

} // namespace

std::string describe_quality(const PathQuality& quality, const Card& card) {
  std::string text = card.name + ": " + milliseconds_text(quality.usual) + ", frames of " +
                     std::to_string(quality.sectors()) + " sectors (MTU " +
                     std::to_string(card.mtu) + ")";
  if (quality.target_sectors > quality.card_sectors)
    text += "; the target takes " + std::to_string(quality.target_sectors) + " (MTU " +
            std::to_string(mtu_for(quality.target_sectors)) + ")";
  return text;
}

std::vector<std::string> describe_qualities(const FoundTarget& target,
                                            const std::vector<PathQuality>& qualities,
                                            const std::vector<Card>& cards) {
  std::vector<std::string> texts;
  for (size_t i = 0; i < qualities.size(); ++i) {
    const PathQuality& quality = qualities[i];
    const Card& card = cards[target.paths[i].path.card];
    const std::string way = target.name.text() + " on " + card.name + ": ";
    if (quality.way_is_narrow())
      texts.push_back(way + narrow_text(quality, card));
    if (quality.lost)
      texts.push_back(way + std::to_string(quality.lost) + " of " + std::to_string(quality.asked) +
                      " frames were lost");
    for (size_t other = 0; other < qualities.size(); ++other) {
      const std::string worse =
          worse_text(quality, qualities[other], cards[target.paths[other].path.card].name);
      if (other != i && !worse.empty()) {
        texts.push_back(way + worse);
        break;
      }
    }
  }
  return texts;
}

} // namespace netroot::aoe
