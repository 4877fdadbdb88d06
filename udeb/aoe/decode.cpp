// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/byte_reader.h"

namespace netroot::aoe {
namespace {

std::optional<Header> decode_header(ByteReader& reader) {
  Header header;
  header.destination = reader.mac();
  header.source = reader.mac();
  const uint16_t type = reader.word();
  const uint8_t version_and_flags = reader.byte();
  header.response = version_and_flags & 0x08;
  header.error = version_and_flags & 0x04;
  header.code = ErrorCode{reader.byte()};
  header.address.shelf = reader.word();
  header.address.slot = reader.byte();
  header.command = Command{reader.byte()};
  header.tag = reader.long_word();
  if (!reader.good() || type != ethernet_type || version_and_flags >> 4 != 1)
    return std::nullopt;
  return header;
}

Ata decode_ata(ByteReader& reader) {
  Ata ata;
  const uint8_t flags = reader.byte();
  ata.lba48 = flags & 0x40;
  ata.device_head = flags & 0x10;
  ata.asynchronous = flags & 0x02;
  ata.write = flags & 0x01;
  ata.feature_or_error = reader.byte();
  ata.sectors = reader.byte();
  ata.command_or_status = reader.byte();
  ata.lba = reader.lba();
  reader.take(2); // reserved
  ata.data = reader.rest();
  return ata;
}

std::optional<Config> decode_config(ByteReader& reader) {
  Config config;
  config.buffer_count = reader.word();
  config.firmware = reader.word();
  config.sectors_per_frame = reader.byte();
  const uint8_t version_and_command = reader.byte();
  config.version = version_and_command >> 4;
  config.command = ConfigCommand{static_cast<uint8_t>(version_and_command & 15)};
  const size_t length = reader.word();
  if (length > longest_config_string)
    return std::nullopt;
  ByteView string = reader.take(length);
  config.string.assign(string.begin(), string.end());
  return config;
}

Mask decode_mask(ByteReader& reader) {
  Mask mask;
  reader.take(1); // reserved
  mask.command = MaskCommand{reader.byte()};
  mask.error = MaskError{reader.byte()};
  const unsigned count = reader.byte();
  for (unsigned i = 0; i < count && reader.good(); ++i) {
    reader.take(1); // reserved
    const MaskDirective directive{reader.byte()};
    mask.entries.push_back({directive, reader.mac()});
  }
  return mask;
}

Reserve decode_reserve(ByteReader& reader) {
  Reserve reserve;
  reserve.command = ReserveCommand{reader.byte()};
  const unsigned count = reader.byte();
  for (unsigned i = 0; i < count && reader.good(); ++i)
    reserve.macs.push_back(reader.mac());
  return reserve;
}

std::optional<Argument> decode_argument(Command command, ByteReader& reader) {
  switch (command) {
  case Command::Ata:
    return decode_ata(reader);
  case Command::Config:
    return decode_config(reader);
  case Command::Mask:
    return decode_mask(reader);
  case Command::Reserve:
    return decode_reserve(reader);
  }
  return std::nullopt;
}

} // namespace

std::optional<Frame> decode(ByteView frame) {
  ByteReader reader(frame);
  auto header = decode_header(reader);
  if (!header)
    return std::nullopt;
  auto argument = decode_argument(header->command, reader);
  if (!argument || !reader.good())
    return std::nullopt;
  return Frame{*header, std::move(*argument)};
}

} // namespace netroot::aoe
