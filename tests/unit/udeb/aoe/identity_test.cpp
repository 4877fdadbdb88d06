// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "udeb/aoe/identity.h"

using namespace netroot::aoe;

namespace {

void put_words(Bytes& data, size_t word, std::initializer_list<unsigned> values) {
  for (unsigned value : values) {
    data[2 * word] = static_cast<uint8_t>(value);
    data[2 * word++ + 1] = static_cast<uint8_t>(value >> 8);
  }
}

// As on the wire: each pair of characters the other way round.
void put_text(Bytes& data, size_t word, std::string text, size_t length) {
  text.resize(length, ' ');
  for (size_t i = 0; i < length; ++i)
    data[2 * word + (i ^ 1)] = static_cast<uint8_t>(text[i]);
}

} // namespace

TEST_CASE("a disk's words are read, blanks around them left out") {
  Bytes data(512);
  put_text(data, 10, "7.3:shed", 20);
  put_text(data, 23, "V25", 8);
  put_text(data, 27, "Coraid EtherDrive vblade", 40);
  put_words(data, 60, {0xffff, 0x0fff});
  put_words(data, 83, {0x5400});
  put_words(data, 100, {0x0000, 0x0001, 0x0002, 0x0000});
  auto disk = parse_identity(data);
  REQUIRE(disk);
  CHECK(disk->serial == "7.3:shed");
  CHECK(disk->firmware == "V25");
  CHECK(disk->model == "Coraid EtherDrive vblade");
  CHECK(disk->lba48);
  CHECK(disk->sectors == 0x200010000);
  CHECK(disk->bytes() == 0x200010000 * 512);
}

TEST_CASE("a disk without LBA48 has its size in the old words") {
  Bytes data(512);
  put_words(data, 60, {0x0800, 0x0001});
  put_words(data, 100, {9, 9, 9, 9});
  CHECK(parse_identity(data)->sectors == 0x10800);
  put_words(data, 83, {0xffff}); // words that are not there are all ones
  CHECK_FALSE(parse_identity(data)->lba48);
}

TEST_CASE("what a hostile disk calls itself cannot reach a terminal") {
  Bytes data(512);
  put_text(data, 27, "\x1b[2Jx\xff", 40);
  CHECK(parse_identity(data)->model == "?[2Jx?");
}

TEST_CASE("a size that cannot be addressed is cut to what can, so that bytes do not overflow") {
  Bytes data(512, 0xff);
  put_words(data, 83, {0x5400});
  CHECK(parse_identity(data)->sectors == (uint64_t{1} << 48) - 1);
}

TEST_CASE("half an answer is none") {
  CHECK_FALSE(parse_identity(Bytes(511)));
}
