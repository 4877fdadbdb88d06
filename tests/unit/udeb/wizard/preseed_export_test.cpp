// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tui/preseed.h"
#include "udeb/wizard/preseed_export.h"
#include <algorithm>

using namespace netroot;
using namespace netroot::wizard;

namespace {

RawAnswers round_trip(const RawAnswers& values) {
  auto again = tui::parse_preseed(export_preseed("Heading", attach_questions(), values), "answers",
                                  "netroot/");
  REQUIRE(again);
  return *again;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("what is exported and read again is the same answers") {
  const std::string sha(64, 'a');
  for (const RawAnswers& values : std::vector<RawAnswers>{
           {{"netroot/target", "e0.0"}, {"netroot/interfaces", "ens3 ens4"}},
           {{"netroot/target", "e65534.254"}, {"netroot/overwrite", "true"}},
           {{"netroot/module/source", "url"},
            {"netroot/module/url", "http://a/b?c=d&e=%20#f"},
            {"netroot/module/sha256", sha}},
           {{"netroot/module/path", "/media/a  b/\\x/\"quoted\"/'single'/$HOME/`x`/#c"}},
           {{"netroot/module/path", "/\xc3\xa4\xc3\xb6/ tail"}},
           {{"netroot/alias", "none"}, {"netroot/timeout", "3600"}},
           {{"netroot/attach", "false"}, {"netroot/module/allow-unchecked", "true"}}})
    CHECK(round_trip(values) == values);
}

TEST_CASE("defaults are left out, but for what says that and where the disk is attached") {
  CHECK(export_preseed("A\nB", attach_questions(),
                       {{"netroot/attach", "false"},
                        {"netroot/target", "auto"},
                        {"netroot/timeout", "60"},
                        {"netroot/overwrite", "false"},
                        {"netroot/alias", ""}}) ==
        "# A\n# B\nd-i netroot/attach boolean false\nd-i netroot/target string auto\n");
}

TEST_CASE("passwords in URLs are cut, and that is said") {
  for (const auto& [url, plain] : std::vector<std::pair<std::string, std::string>>{
           {"http://u:secret@host/p.deb", "http://host/p.deb"},
           {"https://u@host:8080", "https://host:8080"},
           {"http://u:se@cret@host/a@b", "http://host/a@b"}}) {
    const std::string text = export_preseed("", attach_questions(), {{"netroot/module/url", url}});
    CHECK(text == "# User and password are left out of this URL.\nd-i netroot/module/url string " +
                      plain + "\n");
  }
  CHECK(round_trip({{"netroot/module/url", "http://host/a@b"}}).at("netroot/module/url") ==
        "http://host/a@b");
}

TEST_CASE("a value that would break the file is left out, and that is said") {
  for (const char* path : {"/a\nd-i netroot/overwrite boolean true", "/ends\\", "/a\rb"}) {
    const std::string text =
        export_preseed("", attach_questions(), {{"netroot/module/path", path}});
    CHECK(contains(text, "# The answer to netroot/module/path cannot be written"));
    CHECK(tui::parse_preseed(text, "answers", "")->empty());
  }
}

TEST_CASE("every question of attaching is one that the program knows") {
  for (const PreseedQuestion& question : attach_questions())
    CHECK(std::count(known_questions().begin(), known_questions().end(), question.name) == 1);
}
