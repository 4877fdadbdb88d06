// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/aoe/fabric.h"
#include "tests/support/aoe/commands.h"
#include <algorithm>

using namespace netroot::aoe;

namespace netroot::test {

FabricTarget& Fabric::add(FabricTarget target) {
  targets_.push_back(std::make_unique<FabricTarget>(std::move(target)));
  by_address_.emplace(targets_.back()->address, targets_.back().get());
  return *targets_.back();
}

bool Fabric::hears(const FabricTarget& target, size_t card, const Header& header) const {
  const Mac own = target.mac.value_or(cards_[card].mac);
  const bool here = target.cards.empty() || target.cards.count(card);
  const bool to_it = header.destination == own || header.destination == Mac::broadcast();
  const bool listens = target.masks.empty() || std::ranges::count(target.masks, header.source);
  return here && to_it && listens;
}

std::vector<Bytes> Fabric::answer(size_t card, ByteView bytes) {
  std::vector<Bytes> out;
  if (bytes.size() > request_mtu + ethernet_header_size)
    return out;
  auto frame = decode(bytes);
  if (!frame || frame->header.response)
    return out;
  const Address wanted = frame->header.address;
  if (wanted.shelf != 0xffff && wanted.slot != 0xff) {
    auto [first, end] = by_address_.equal_range(wanted);
    for (auto each = first; each != end; ++each)
      answer_as(*each->second, card, *frame, out);
    return out;
  }
  for (auto& target : targets_)
    if ((wanted.shelf == 0xffff || wanted.shelf == target->address.shelf) &&
        (wanted.slot == 0xff || wanted.slot == target->address.slot))
      answer_as(*target, card, *frame, out);
  return out;
}

void Fabric::answer_as(FabricTarget& target, size_t card, Frame frame, std::vector<Bytes>& out) {
  Header& header = frame.header;
  if (!hears(target, card, header))
    return;
  const unsigned fitting =
      (cards_[card].mtu - (ata_header_size - ethernet_header_size)) / sector_size;
  const unsigned per_frame =
      target.sectors_per_frame ? target.sectors_per_frame : std::min(fitting, 255U);
  Bytes data;
  const bool answered = std::visit(
      [&](auto& argument) {
        using Kind = std::decay_t<decltype(argument)>;
        if constexpr (std::is_same_v<Kind, Ata>)
          return answer_ata(target, per_frame, header, argument, data);
        else if constexpr (std::is_same_v<Kind, Config>)
          return answer_config(target, per_frame, header, argument);
        else if constexpr (std::is_same_v<Kind, Mask>)
          return answer_mask(target, header, argument);
        else
          return answer_reserve(target, header, argument);
      },
      frame.argument);
  header.response = true;
  header.error = header.code != ErrorCode::None;
  header.destination = header.source;
  header.source = target.mac.value_or(cards_[card].mac);
  header.address = target.address;
  Bytes bytes = encode(frame);
  if (answered && bytes.size() <= answer_mtu + ethernet_header_size)
    out.push_back(std::move(bytes));
}

} // namespace netroot::test
