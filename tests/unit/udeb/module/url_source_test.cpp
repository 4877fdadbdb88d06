// SPDX-License-Identifier: GPL-2.0-or-later
// Nothing that is shown or logged of a download has the password that its URL may have.
#include "tests/unit/catch.h"
#include "udeb/module/url_source.h"

using namespace netroot;

TEST_CASE("a download is named, and its failure told, without the password") {
  // Nothing listens on that port.
  auto source = open_url("http://me:secret@127.0.0.1:1/linux-image.deb");
  REQUIRE(source);
  CHECK((*source)->name() == "http://127.0.0.1:1/linux-image.deb");
  auto piece = (*source)->next();
  REQUIRE_FALSE(piece);
  CHECK(piece.error().what.find("http://127.0.0.1:1/linux-image.deb: ") == 0);
  CHECK(piece.error().text().find("secret") == std::string::npos);
}

TEST_CASE("a URL that cannot be fetched is refused without its password") {
  auto source = open_url("ftp://me:secret@host/linux-image.deb");
  REQUIRE_FALSE(source);
  CHECK(source.error().text().find("ftp://host/linux-image.deb") != std::string::npos);
  CHECK(source.error().text().find("secret") == std::string::npos);
}
