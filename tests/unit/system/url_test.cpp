// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/url.h"
#include "tests/unit/catch.h"

using netroot::shown_url;

TEST_CASE("an address is shown without the name and password in front of its host") {
  CHECK(shown_url("http://root:secret@10.0.0.1/pxe/x") == "http://10.0.0.1/pxe/x");
  CHECK(shown_url("tftp://root@h/x") == "tftp://h/x");
  CHECK(shown_url("http://a:b@c@h:8080/x") == "http://h:8080/x");
  CHECK(shown_url("http://root:secret@h") == "http://h");
}

TEST_CASE("what is no name in front of a host is shown as it is") {
  CHECK(shown_url("http://h/a@b") == "http://h/a@b");
  CHECK(shown_url("http://h?a@b") == "http://h?a@b");
  CHECK(shown_url("http://h") == "http://h");
  CHECK(shown_url("a@b") == "a@b");
  CHECK(shown_url("").empty());
}
