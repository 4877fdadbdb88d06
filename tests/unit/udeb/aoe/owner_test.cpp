// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "udeb/aoe/owner.h"

using namespace netroot::aoe;

namespace {

Owner shed() {
  return {"shed", *parse_mac("52:54:00:00:00:01"), 1790000000, std::string(32, 'a')};
}

} // namespace

TEST_CASE("a claim is written so, and read back") {
  CHECK(shed().text() ==
        "netroot 1 host=shed mac=52:54:00:00:00:01 time=1790000000 id=" + std::string(32, 'a'));
  CHECK(parse_owner(shed().text()) == shed());
}

TEST_CASE("a later format is still understood, as far as it goes") {
  std::string later = shed().text() + " purpose=install";
  later[8] = '2';
  CHECK(parse_owner(later) == shed());
}

TEST_CASE("a host name can neither break the format nor make it too long") {
  Owner owner = shed();
  owner.host = "a b\nmac=\xff";
  CHECK(parse_owner(owner.text())->host == "a-b-mac=-");
  owner.host = std::string(5000, 'h');
  CHECK(owner.text().size() < 1024);
  owner.host.clear();
  CHECK(parse_owner(owner.text())->host == "-");
}

TEST_CASE("what somebody else wrote is no claim of ours") {
  std::string id = " id=" + std::string(32, 'a');
  for (std::string text :
       {std::string(), std::string("netroot"), std::string("backup disk, do not touch"),
        "netroot 1 host=x mac=1 time=1" + id, "netroot 1 host=x mac=525400000001 time=" + id,
        "netroot 1 mac=525400000001 host=x time=1" + id,
        "netroot 1 host=x mac=525400000001 time=1 id=" + std::string(31, 'a'),
        "netroot 1 host=x mac=525400000001 time=1 id=" + std::string(31, 'a') + "G",
        "netroot x host=x mac=525400000001 time=1" + id})
    CHECK_FALSE(parse_owner(text));
}

TEST_CASE("a claim is shown with its owner and age") {
  CHECK(describe_owner(shed().text(), 1790000000 + 3 * 3600) ==
        "shed (52:54:00:00:00:01), 3 hours ago");
  CHECK(describe_owner(shed().text(), 1780000000) ==
        "shed (52:54:00:00:00:01), by a clock that is ahead of this one");
  CHECK(describe_owner("\x1b[2Jmine", 0) == "\"?[2Jmine\"");
  CHECK(describe_owner(std::string(100, 'x'), 0) == "\"" + std::string(60, 'x') + "...\"");
}

TEST_CASE("an age is told in the unit that a person counts in") {
  CHECK(age_text(0) == "0 seconds");
  CHECK(age_text(1) == "1 second");
  CHECK(age_text(119) == "119 seconds");
  CHECK(age_text(120) == "2 minutes");
  CHECK(age_text(7200) == "2 hours");
  CHECK(age_text(86400 * 400) == "400 days");
}

TEST_CASE("no two claims have the same id") {
  CHECK(make_claim_id().size() == 32);
  CHECK(make_claim_id() != make_claim_id());
}
