// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "udeb/probe/ata_identity.h"

using namespace netroot;

namespace {

std::string with(size_t at, const std::string& text) {
  std::string bytes(identity_size, '\0');
  for (size_t i = 0; i < text.size(); ++i)
    bytes[(at + i) ^ 1] = text[i];
  return bytes;
}

} // namespace

TEST_CASE("model, serial and firmware are read from byte-swapped words without their padding") {
  std::string bytes = with(54, "Coraid EtherDrive vblade                ");
  for (const auto& [at, text] : {std::pair<size_t, std::string>{20, "0.1:storage         "},
                                 std::pair<size_t, std::string>{46, "V25     "}})
    for (size_t i = 0; i < text.size(); ++i)
      bytes[(at + i) ^ 1] = text[i];
  auto identity = parse_ata_identity(bytes);
  CHECK(identity.model == "Coraid EtherDrive vblade");
  CHECK(identity.serial == "0.1:storage");
  CHECK(identity.firmware == "V25");
}

TEST_CASE("a field that fills its words ends where the next begins") {
  auto identity = parse_ata_identity(with(54, std::string(40, 'm') + "next"));
  CHECK(identity.model == std::string(40, 'm'));
  CHECK(identity.serial.empty());
}

TEST_CASE("too few bytes tell nothing") {
  CHECK(parse_ata_identity(with(54, "model").substr(0, 511)).model.empty());
  CHECK(parse_ata_identity("").serial.empty());
}

TEST_CASE("control characters of a hostile disk do not come through") {
  CHECK(parse_ata_identity(with(54, "a\x1b[2J\xff")).model == "a?[2J?");
}
