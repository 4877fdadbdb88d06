// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/udeb/aoe/bytes.h"
#include <algorithm>

using namespace netroot;
using namespace netroot::aoe;
using netroot::test::bytes_of;
using netroot::test::hex_of;
using netroot::test::short_frame;

namespace {

const Mac client = *parse_mac("52:54:00:00:00:01");
const Mac server = *parse_mac("52:54:00:00:00:02");

// Captured from vblade 25 on a veth pair.
const std::string answered_query =
    "52 54 00 00 00 01 52 54 00 00 00 02 88 a2 18 00 00 07 03 01 80 00 00 2a "
    "00 10 40 19 02 10 00 05 68 65 6c 6c 6f";

Frame request(Argument argument) {
  Frame frame;
  frame.header.destination = server;
  frame.header.source = client;
  frame.header.address = {7, 3};
  frame.header.tag = 0x8000002a;
  frame.argument = std::move(argument);
  return frame;
}

} // namespace

TEST_CASE("a broadcast config query is these bytes") {
  Frame frame;
  frame.header.destination = Mac::broadcast();
  frame.header.source = client;
  frame.header.tag = 0x80000001;
  frame.argument = Config{};
  CHECK(hex_of(encode(frame)) ==
        hex_of(short_frame("ff ff ff ff ff ff 52 54 00 00 00 01 88 a2 10 00 "
                           "ff ff ff 01 80 00 00 01 00 00 00 00 00 10 00 00")));
}

TEST_CASE("the answer to a config query is read field by field") {
  auto frame = decode(short_frame(answered_query));
  REQUIRE(frame);
  CHECK(frame->header.destination == client);
  CHECK(frame->header.source == server);
  CHECK(frame->header.response);
  CHECK_FALSE(frame->header.error);
  CHECK(frame->header.address == Address{7, 3});
  CHECK(frame->header.tag == 0x8000002a);
  auto config = argument_of<Config>(*frame);
  REQUIRE(config);
  CHECK(config->buffer_count == 16);
  CHECK(config->firmware == 0x4019);
  CHECK(config->sectors_per_frame == 2);
  CHECK(config->version == 1);
  CHECK(config->string == "hello");
}

TEST_CASE("what is decoded is encoded as it was") {
  auto bytes = short_frame(answered_query);
  CHECK(hex_of(encode(*decode(bytes))) == hex_of(bytes));
}

TEST_CASE("a config string is asked for and set by these bytes") {
  Config set;
  set.command = ConfigCommand::SetIfEmpty;
  set.string = "me";
  CHECK(
      hex_of(encode(request(set))) ==
      hex_of(short_frame("52 54 00 00 00 02 52 54 00 00 00 01 88 a2 10 00 00 07 03 01 80 00 00 2a "
                         "00 00 00 00 00 13 00 02 6d 65")));
}

TEST_CASE("a read of eight sectors with LBA48 is these bytes, the LBA's lowest one first") {
  Ata read;
  read.lba48 = true;
  read.sectors = 8;
  read.command_or_status = 0x24;
  read.lba = 0x010203040506;
  auto bytes = encode(request(read));
  CHECK(
      hex_of(bytes) ==
      hex_of(short_frame("52 54 00 00 00 02 52 54 00 00 00 01 88 a2 10 00 00 07 03 00 80 00 00 2a "
                         "40 00 08 24 06 05 04 03 02 01 00 00")));
  CHECK(argument_of<Ata>(*decode(bytes))->lba == 0x010203040506);
}

TEST_CASE("each flag of an ATA command has its bit") {
  Ata ata;
  ata.device_head = true;
  CHECK(encode(request(ata))[24] == 0x10);
  ata = {};
  ata.asynchronous = true;
  CHECK(encode(request(ata))[24] == 0x02);
  ata = {};
  ata.write = true;
  CHECK(encode(request(ata))[24] == 0x01);
  auto bytes = encode(request(ata));
  bytes[24] = 0x12;
  auto frame = decode(bytes);
  auto read = argument_of<Ata>(*frame);
  CHECK((read->device_head && read->asynchronous && !read->write && !read->lba48));
}

TEST_CASE("the sectors of an answer are viewed where they are") {
  Bytes sectors(1024, 0x5a);
  Ata ata;
  ata.data = sectors;
  auto bytes = encode(request(ata));
  CHECK(bytes.size() == ata_header_size + 1024);
  auto frame = decode(bytes);
  CHECK(argument_of<Ata>(*frame)->data.data() == bytes.data() + ata_header_size);
  CHECK(std::ranges::equal(argument_of<Ata>(*frame)->data, sectors));
}

TEST_CASE("a mask list and a reservation are these bytes") {
  Mask mask;
  mask.command = MaskCommand::Edit;
  mask.entries = {{MaskDirective::Add, client}, {MaskDirective::Remove, server}};
  CHECK(
      hex_of(encode(request(mask))) ==
      hex_of(short_frame("52 54 00 00 00 02 52 54 00 00 00 01 88 a2 10 00 00 07 03 02 80 00 00 2a "
                         "00 01 00 02 00 01 52 54 00 00 00 01 00 02 52 54 00 00 00 02")));
  Reserve reserve;
  reserve.command = ReserveCommand::ForceSet;
  reserve.macs = {client};
  CHECK(
      hex_of(encode(request(reserve))) ==
      hex_of(short_frame("52 54 00 00 00 02 52 54 00 00 00 01 88 a2 10 00 00 07 03 03 80 00 00 2a "
                         "02 01 52 54 00 00 00 01")));
}

TEST_CASE("a mask list and a reservation are read back") {
  Mask mask;
  mask.error = MaskError::Full;
  mask.entries = {{MaskDirective::Add, client}, {MaskDirective::Nothing, server}};
  auto frame = decode(encode(request(mask)));
  auto read = argument_of<Mask>(*frame);
  REQUIRE(read->entries.size() == 2);
  CHECK(read->error == MaskError::Full);
  CHECK(read->entries[0].directive == MaskDirective::Add);
  CHECK(read->entries[1].mac == server);
  Reserve reserve;
  reserve.macs = {server, client};
  auto again = decode(encode(request(reserve)));
  CHECK(argument_of<Reserve>(*again)->macs == reserve.macs);
}

TEST_CASE("an error answer keeps its number, known or not") {
  auto bytes = short_frame(answered_query);
  bytes[14] = 0x1c;
  bytes[15] = 4;
  CHECK(decode(bytes)->header.error);
  CHECK(decode(bytes)->header.code == ErrorCode::StringPresent);
  bytes[15] = 99;
  CHECK(error_text(decode(bytes)->header.code) == "error 99");
}

TEST_CASE("a frame that ends early is no frame, wherever it ends") {
  for (const Argument& argument :
       {Argument(Ata{}), Argument(decode(short_frame(answered_query))->argument),
        Argument(Mask{MaskCommand::Read, MaskError::None, {{MaskDirective::Add, client}}}),
        Argument(Reserve{ReserveCommand::Read, {client}})}) {
    auto bytes = encode(request(argument));
    const size_t needed[] = {36, 37, 36, 32}; // the last byte that means something
    for (size_t length = 0; length < needed[argument.index()]; ++length)
      CHECK_FALSE(decode(ByteView(bytes).first(length)));
    CHECK(decode(ByteView(bytes).first(needed[argument.index()])));
  }
}

TEST_CASE("a count or a length beyond the frame's end is no frame") {
  auto bytes = short_frame(answered_query);
  bytes[31] = 29;
  CHECK_FALSE(decode(bytes));
  bytes[31] = 28;
  CHECK(decode(bytes));
  bytes.resize(2000);
  bytes[30] = 4;
  bytes[31] = 1; // 1025 bytes: longer than AoE allows
  CHECK_FALSE(decode(bytes));
  auto mask = encode(request(Mask{}));
  mask[27] = 5; // 60 bytes have room for four
  CHECK_FALSE(decode(mask));
}

TEST_CASE("another Ethernet type, version or command is no frame") {
  for (auto [place, value] : {std::pair{13, 0xa1}, {14, 0x28}, {19, 0x04}, {19, 0xf0}}) {
    auto bytes = short_frame(answered_query);
    bytes[static_cast<size_t>(place)] = static_cast<uint8_t>(value);
    CHECK_FALSE(decode(bytes));
  }
}

TEST_CASE("a string that is too long is cut off at the protocol's limit") {
  Config config;
  config.string = std::string(3000, 'x');
  CHECK(argument_of<Config>(*decode(encode(request(config))))->string.size() == 1024);
}

TEST_CASE("an Ethernet address is read with colons and without") {
  CHECK(parse_mac("525400AbCd01") == parse_mac("52:54:00:ab:cd:01"));
  CHECK(parse_mac("52:54:00:ab:cd:01")->text() == "52:54:00:ab:cd:01");
  for (const char* wrong :
       {"", "52:54:00:ab:cd", "52:54:00:ab:cd:0g", "52-54-00-ab-cd-01", "5254:0:abcd:01:2"})
    CHECK_FALSE(parse_mac(wrong));
}
