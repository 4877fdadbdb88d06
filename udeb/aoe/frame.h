// SPDX-License-Identifier: GPL-2.0-or-later
// Frames of ATA over Ethernet, protocol version 1, as types. Source: "AoE (ATA over Ethernet)",
// AoEr11, February 2009, S. Hopkins and B. Coile; docs/aoe.md says where targets differ from it.
// On the wire numbers are big-endian, but for the LBA, whose lowest byte comes first.
#pragma once
#include "udeb/aoe/mac.h"
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace netroot::aoe {

constexpr uint16_t ethernet_type = 0x88a2;
constexpr size_t ethernet_header_size = 14; // two addresses and the type; not counted by an MTU
constexpr size_t header_size = 24;          // with Ethernet's
constexpr size_t ata_header_size = 36;      // header and ATA registers; then the sectors
constexpr size_t smallest_frame = 60;       // Ethernet's, without its checksum; filled with zeros
constexpr size_t sector_size = 512;         // bytes; AoE knows no other
constexpr size_t longest_config_string = 1024; // bytes

using Bytes = std::vector<uint8_t>;
using ByteView = std::span<const uint8_t>;

enum class Command : uint8_t { Ata = 0, Config = 1, Mask = 2, Reserve = 3 };

enum class ErrorCode : uint8_t {
  None = 0,
  UnknownCommand = 1,
  BadArgument = 2,
  DeviceUnavailable = 3, // the target's disk does not answer
  StringPresent = 4,     // set-if-empty found a config string
  UnknownVersion = 5,
  Reserved = 6, // reserved for somebody else
};

// Which target. All ones in a part is every target's.
struct Address {
  uint16_t shelf = 0xffff; // "major"; 0..65534
  uint8_t slot = 0xff;     // "minor"; 0..254
  auto operator<=>(const Address&) const = default;
};

struct Header {
  Mac destination, source;
  bool response = false;             // flag R
  bool error = false;                // flag E; only in a response
  ErrorCode code = ErrorCode::None;  // counts with flag E; any value may come
  Address address;                   // in a response never all ones
  Command command = Command::Config; //
  uint32_t tag =
      0; // the response has the request's; the kernel's driver leaves those with bit 31 alone
};

// Command 0: one ATA command. A request has feature and command, a response error and status in the
// same places. `data` views the bytes that were decoded.
struct Ata {
  static constexpr Command number = Command::Ata;
  bool lba48 = false;        // aflags 0x40: an EXT command
  bool device_head = false;  // aflags 0x10: LBA bits 24..27 are of the device/head register
  bool asynchronous = false; // aflags 0x02: a write may be answered before it is on the disk
  bool write = false;        // aflags 0x01: data goes to the target
  uint8_t feature_or_error = 0;
  uint8_t sectors = 0; // to move; in a response the rest that was not moved, with some targets
  uint8_t command_or_status = 0;
  uint64_t lba = 0; // 0..2^48-1
  ByteView data;    // with what fills a short frame up
};

enum class ConfigCommand : uint8_t {
  Read = 0,
  Test = 1,       // answered only where the string is this one
  TestPrefix = 2, // answered only where the string begins so
  SetIfEmpty = 3, // otherwise ErrorCode::StringPresent
  ForceSet = 4,
};

// Command 1: query config information. Only command and string count in a request.
struct Config {
  static constexpr Command number = Command::Config;
  uint16_t buffer_count = 0;     // requests that the target takes at once
  uint16_t firmware = 0;         // the target's own numbering
  uint8_t sectors_per_frame = 0; // of 512 bytes; 0 of old targets: 2
  uint8_t version = 1;           // AoE version of the target, 4 bits
  ConfigCommand command = ConfigCommand::Read;
  std::string string; // up to 1024 bytes of any value
};

enum class MaskCommand : uint8_t { Read = 0, Edit = 1 };
enum class MaskDirective : uint8_t { Nothing = 0, Add = 1, Remove = 2 };
enum class MaskError : uint8_t { None = 0, Unspecified = 1, BadDirective = 2, Full = 3 };

// Command 2: the list of Ethernet addresses that the target listens to; all when it is empty.
struct Mask {
  static constexpr Command number = Command::Mask;
  struct Entry {
    MaskDirective directive = MaskDirective::Nothing;
    Mac mac;
  };
  MaskCommand command = MaskCommand::Read;
  MaskError error =
      MaskError::None;        // of a response; then `entries` are those that were carried out
  std::vector<Entry> entries; // up to 255; of a response: the whole list
};

enum class ReserveCommand : uint8_t {
  Read = 0,
  Set = 1, // only where the list is empty or has the sender; otherwise ErrorCode::Reserved
  ForceSet = 2,
};

// Command 3: the Ethernet addresses whose ATA commands are carried out; all when there is none.
struct Reserve {
  static constexpr Command number = Command::Reserve;
  ReserveCommand command = ReserveCommand::Read;
  std::vector<Mac> macs; // up to 255; of a response: the whole list
};

using Argument = std::variant<Ata, Config, Mask, Reserve>;

struct Frame {
  Header header; // header.command is the argument's
  Argument argument;
};

// Nothing for what is no AoE frame of version 1: too short, a count or length beyond its end,
// another type, version or command. The result's `data` views `frame`.
std::optional<Frame> decode(ByteView frame);
// The frame filled up to Ethernet's smallest. Lists and strings longer than the protocol carries
// are cut off; lba loses its bits above 48.
Bytes encode(const Frame& frame);

// The argument of a frame whose kind the caller knows.
template <class Kind> const Kind* argument_of(const Frame& frame) {
  return std::get_if<Kind>(&frame.argument);
}

// "the target's disk does not answer"; "error 9" for one that AoEr11 does not know.
std::string error_text(ErrorCode code);

} // namespace netroot::aoe
