// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/frame.h"
#include <algorithm>

namespace netroot::aoe {
namespace {

void put(Bytes& bytes, ByteView more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
}
void put_byte(Bytes& bytes, unsigned value) {
  bytes.push_back(static_cast<uint8_t>(value));
}
template <class Enum> void put_enum(Bytes& bytes, Enum value) {
  bytes.push_back(static_cast<uint8_t>(value));
}
void put_word(Bytes& bytes, unsigned value) {
  put_byte(bytes, value >> 8);
  put_byte(bytes, value);
}

void put_header(Bytes& bytes, const Header& header, Command command) {
  put(bytes, header.destination.bytes);
  put(bytes, header.source.bytes);
  put_word(bytes, ethernet_type);
  put_byte(bytes, 0x10U | (header.response ? 0x08U : 0U) | (header.error ? 0x04U : 0U));
  put_enum(bytes, header.code);
  put_word(bytes, header.address.shelf);
  put_byte(bytes, header.address.slot);
  put_enum(bytes, command);
  put_word(bytes, header.tag >> 16);
  put_word(bytes, header.tag);
}

void put_argument(Bytes& bytes, const Ata& ata) {
  put_byte(bytes, (ata.lba48 ? 0x40U : 0U) | (ata.device_head ? 0x10U : 0U) |
                      (ata.asynchronous ? 0x02U : 0U) | (ata.write ? 0x01U : 0U));
  put_byte(bytes, ata.feature_or_error);
  put_byte(bytes, ata.sectors);
  put_byte(bytes, ata.command_or_status);
  for (unsigned shift = 0; shift < 48; shift += 8)
    put_byte(bytes, static_cast<unsigned>(ata.lba >> shift & 0xff));
  put_word(bytes, 0); // reserved
  put(bytes, ata.data);
}

void put_argument(Bytes& bytes, const Config& config) {
  const size_t length = std::min(config.string.size(), longest_config_string);
  put_word(bytes, config.buffer_count);
  put_word(bytes, config.firmware);
  put_byte(bytes, config.sectors_per_frame);
  put_byte(bytes, static_cast<unsigned>(config.version) << 4 |
                      (static_cast<unsigned>(config.command) & 15U));
  put_word(bytes, static_cast<unsigned>(length));
  bytes.insert(bytes.end(), config.string.begin(),
               config.string.begin() + static_cast<std::ptrdiff_t>(length));
}

void put_argument(Bytes& bytes, const Mask& mask) {
  const size_t count = std::min<size_t>(mask.entries.size(), 255);
  put_byte(bytes, 0); // reserved
  put_enum(bytes, mask.command);
  put_enum(bytes, mask.error);
  put_byte(bytes, static_cast<unsigned>(count));
  for (size_t i = 0; i < count; ++i) {
    put_byte(bytes, 0); // reserved
    put_enum(bytes, mask.entries[i].directive);
    put(bytes, mask.entries[i].mac.bytes);
  }
}

void put_argument(Bytes& bytes, const Reserve& reserve) {
  const size_t count = std::min<size_t>(reserve.macs.size(), 255);
  put_enum(bytes, reserve.command);
  put_byte(bytes, static_cast<unsigned>(count));
  for (size_t i = 0; i < count; ++i)
    put(bytes, reserve.macs[i].bytes);
}

} // namespace

Bytes encode(const Frame& frame) {
  Bytes bytes;
  bytes.reserve(smallest_frame);
  std::visit(
      [&](const auto& argument) {
        put_header(bytes, frame.header, argument.number);
        put_argument(bytes, argument);
      },
      frame.argument);
  if (bytes.size() < smallest_frame)
    bytes.resize(smallest_frame);
  return bytes;
}

std::string error_text(ErrorCode code) {
  switch (code) {
  case ErrorCode::None:
    return "an error without a number";
  case ErrorCode::UnknownCommand:
    return "the target does not know the command";
  case ErrorCode::BadArgument:
    return "the target refuses the argument";
  case ErrorCode::DeviceUnavailable:
    return "the target's disk does not answer";
  case ErrorCode::StringPresent:
    return "the target has a config string already";
  case ErrorCode::UnknownVersion:
    return "the target does not speak AoE version 1";
  case ErrorCode::Reserved:
    return "the target is reserved for another client";
  }
  return "error " + std::to_string(static_cast<unsigned>(code));
}

} // namespace netroot::aoe
