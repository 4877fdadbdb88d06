// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/aoe/commands.h"
#include <algorithm>

using namespace netroot::aoe;

namespace netroot::test {
namespace {

void put_text(Bytes& data, size_t word, size_t length, const std::string& text) {
  for (size_t i = 0; i < length; ++i)
    data[2 * word + (i ^ 1)] = static_cast<uint8_t>(i < text.size() ? text[i] : ' ');
}

void put_number(Bytes& data, size_t word, size_t words, uint64_t value) {
  for (size_t i = 0; i < 2 * words; ++i)
    data[2 * word + i] = static_cast<uint8_t>(value >> 8 * i);
}

Bytes identity_of(const FabricTarget& target) {
  Bytes data(sector_size);
  put_text(data, 10, 20, target.serial);
  put_text(data, 23, 8, "1");
  put_text(data, 27, 40, target.model);
  put_number(data, 49, 1, 0x0200);
  put_number(data, 60, 2, std::min<uint64_t>(target.sectors, 0x0fffffff));
  put_number(data, 83, 1, target.lba48 ? 0x5400 : 0x4000);
  if (target.lba48)
    put_number(data, 100, 4, target.sectors);
  return data;
}

bool read_sectors(const FabricTarget& target, uint64_t lba, Bytes& data) {
  if (target.read)
    return target.read(lba, data);
  for (size_t i = 0; i < data.size(); ++i)
    data[i] = static_cast<uint8_t>(lba + i / sector_size + i % sector_size);
  return true;
}

bool refuse(Header& header, ErrorCode code) {
  header.code = code;
  return true;
}

bool set_string(FabricTarget& target, Header& header, Config& config) {
  if (target.strings == Strings::Refused)
    return refuse(header, ErrorCode::UnknownCommand);
  const bool same = target.strings != Strings::KeptStrict && config.string == target.config;
  if (config.command == ConfigCommand::SetIfEmpty && !target.config.empty() && !same) {
    config.string = target.config;
    return refuse(header, ErrorCode::StringPresent);
  }
  if (target.strings != Strings::Forgotten)
    target.config = config.string;
  return true;
}

} // namespace

bool answer_ata(FabricTarget& target, unsigned sectors_per_frame, Header& header, Ata& ata,
                Bytes& data) {
  constexpr uint8_t ready = 0x40, failed = 0x41, aborted = 0x04, not_found = 0x10;
  const uint8_t command = ata.command_or_status;
  const bool may = target.reserved.empty() || std::ranges::count(target.reserved, header.source);
  const ByteView written = ata.data;
  ata.data = {};
  if (!may && command != 0xec)
    return refuse(header, ErrorCode::Reserved);
  ata.command_or_status = ready;
  ata.feature_or_error = 0;
  if (command == 0xec) {
    data = identity_of(target);
  } else if (target.write && ata.write && (command == 0x30 || command == 0x34)) {
    const size_t size = ata.sectors * sector_size;
    if (ata.sectors > sectors_per_frame || size > written.size())
      return refuse(header, ErrorCode::BadArgument);
    if (ata.lba + ata.sectors > target.sectors || !target.write(ata.lba, written.first(size))) {
      ata.command_or_status = failed;
      ata.feature_or_error = not_found;
      return true;
    }
  } else if (command != 0x20 && command != 0x24) {
    ata.command_or_status = failed;
    ata.feature_or_error = aborted;
    return true;
  } else {
    if (ata.sectors > sectors_per_frame)
      return refuse(header, ErrorCode::BadArgument);
    data.resize(ata.sectors * sector_size);
    if (ata.lba + ata.sectors > target.sectors || !read_sectors(target, ata.lba, data)) {
      ata.command_or_status = failed;
      ata.feature_or_error = not_found;
      return true;
    }
  }
  ata.sectors = 0;
  ata.data = data;
  return true;
}

bool answer_config(FabricTarget& target, unsigned sectors_per_frame, Header& header,
                   Config& config) {
  switch (config.command) {
  case ConfigCommand::Read:
    config.string = target.config;
    break;
  case ConfigCommand::Test:
    if (config.string != target.config)
      return false;
    break;
  case ConfigCommand::TestPrefix:
    if (target.config.compare(0, config.string.size(), config.string) != 0)
      return false;
    config.string = target.config;
    break;
  case ConfigCommand::SetIfEmpty:
  case ConfigCommand::ForceSet:
    set_string(target, header, config);
    break;
  default:
    refuse(header, ErrorCode::BadArgument);
  }
  config.buffer_count = target.buffer_count;
  config.firmware = 1;
  config.sectors_per_frame = static_cast<uint8_t>(sectors_per_frame);
  return true;
}

bool answer_mask(FabricTarget& target, Header& header, Mask& mask) {
  constexpr size_t room = 32;
  if (!target.knows_masks)
    return refuse(header, ErrorCode::UnknownCommand);
  if (mask.command == MaskCommand::Edit)
    for (size_t i = 0; i < mask.entries.size(); ++i) {
      const auto& [directive, mac] = mask.entries[i];
      const bool full = directive == MaskDirective::Add && target.masks.size() == room;
      if (full || directive > MaskDirective::Remove) {
        mask.error = full ? MaskError::Full : MaskError::BadDirective;
        mask.entries.resize(i);
        return true;
      }
      if (directive != MaskDirective::Nothing)
        std::erase(target.masks, mac);
      if (directive == MaskDirective::Add)
        target.masks.push_back(mac);
    }
  mask.entries.clear();
  for (const Mac& mac : target.masks)
    mask.entries.push_back({MaskDirective::Nothing, mac});
  return true;
}

bool answer_reserve(FabricTarget& target, Header& header, Reserve& reserve) {
  if (!target.knows_reserve)
    return refuse(header, ErrorCode::UnknownCommand);
  const bool owner = target.reserved.empty() || std::ranges::count(target.reserved, header.source);
  if (reserve.command == ReserveCommand::Set && !owner)
    header.code = ErrorCode::Reserved;
  else if (reserve.command != ReserveCommand::Read)
    target.reserved = reserve.macs;
  reserve.macs = target.reserved;
  return true;
}

} // namespace netroot::test
