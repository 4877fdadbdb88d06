// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/udeb/module/samples.h"
#include "udeb/module/deb_stream.h"

using namespace netroot;
using namespace netroot::test;

namespace {

// Reads a package to its end; the error of the first call that fails.
Result<Files> read_whole(ByteSource& source) {
  DebStream stream(source);
  Files files;
  for (;;) {
    const auto member = stream.next();
    if (!member)
      return tl::unexpected(member.error());
    if (!*member)
      return files;
    const auto content = stream.content(1 << 20);
    if (!content)
      return tl::unexpected(content.error());
    files.emplace_back((*member)->path, *content);
  }
}

} // namespace

TEST_CASE("a package is read in each packing that Debian uses") {
  const std::vector<std::pair<std::string, std::string>> packings{
      {"xz", ".xz"}, {"zstd", ".zst"}, {"gzip", ".gz"}, {"none", ""}};
  for (const auto& [filter, suffix] : packings) {
    DebShape shape{{{"./usr/a", "first"}, {"./usr/b", noise(5000)}}, {}, filter, suffix};
    const std::string bytes = deb(shape);
    MemorySource kept(bytes, "x.deb");
    const auto files = read_whole(kept);
    INFO(filter << (files ? "" : files.error().text()));
    REQUIRE(files);
    CHECK(*files == Files{{"usr/a", "first"}, {"usr/b", noise(5000)}});
  }
}

TEST_CASE("pieces of any size give the same members") {
  const std::string bytes = deb({{{"./a", noise(3000)}, {"./b", "tail"}}});
  for (const size_t piece : {1, 7, 61, 4096}) {
    CountingSource source(bytes, piece);
    const auto files = read_whole(source);
    REQUIRE(files);
    CHECK(files->size() == 3);
    CHECK(files->back() == std::pair<std::string, std::string>("b", "tail"));
  }
}

TEST_CASE("control.tar's members come first and are told apart") {
  const std::string bytes = deb({{{"./a", "1"}}});
  MemorySource source(bytes, "x.deb");
  DebStream stream(source);
  const auto first = stream.next();
  REQUIRE((first && *first));
  CHECK((*first)->in_control);
  CHECK((*first)->path == "control");
  const auto second = stream.next();
  REQUIRE((second && *second));
  CHECK_FALSE((*second)->in_control);
}

TEST_CASE("no more is taken from the source than the wanted member needs") {
  const std::string bytes = deb({{{"./wanted", "x"}, {"./rest", noise(1000000)}}, {}, "none", ""});
  CountingSource source(bytes, 4096);
  DebStream stream(source);
  const auto member = stream.next();
  REQUIRE((member && *member));
  CHECK((*member)->path == "wanted");
  CHECK(stream.content(100));
  CHECK(source.taken < 32 * 1024);
}

TEST_CASE("a truncated package is told with both lengths before its tar is read") {
  const std::string bytes = deb({{{"./a", noise(50000)}}});
  const std::string part = bytes.substr(0, bytes.size() / 2);
  MemorySource source(part, "short.deb");
  const auto files = read_whole(source);
  REQUIRE_FALSE(files);
  // The last member has an even length or one byte of padding that need not be there.
  CHECK(files.error().what.find("short.deb is truncated: " + std::to_string(part.size()) +
                                " of ") == 0);
  CHECK_FALSE(files.error().hint.empty());
}

TEST_CASE("a package cut off at any place is an error, its length known or not") {
  const std::string bytes = deb({{{"./a", noise(700)}}});
  // The last byte is padding of the ar, and an xz stream's own end is what the reader needs.
  for (size_t length = 0; length + 1 < bytes.size(); length += 3) {
    MemorySource known(std::string_view(bytes).substr(0, length), "cut.deb");
    CHECK_FALSE(read_whole(known));
    CountingSource unknown(bytes.substr(0, length), 512);
    INFO(length);
    CHECK_FALSE(read_whole(unknown));
  }
}

TEST_CASE("a package with any one byte changed ends in files or an error") {
  const std::string bytes = deb({{{"./a", noise(300)}}});
  for (size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x40);
    CountingSource source(changed, 4096);
    (void)read_whole(source);
  }
  SUCCEED();
}

TEST_CASE("what is no package is refused by name") {
  for (const std::string text : {"", "<html>not found</html>", "!<arch>\n"}) {
    MemorySource source(text, "page.deb");
    const auto files = read_whole(source);
    REQUIRE_FALSE(files);
    CHECK(files.error().what.find("page.deb is no Debian package") == 0);
  }
}

TEST_CASE("an error of the source is handed on as it is") {
  CountingSource source(deb({{{"./a", noise(50000)}}}), 1000);
  source.fails_after = 20000;
  const auto files = read_whole(source);
  REQUIRE_FALSE(files);
  CHECK(files.error().what == "link lost after 20000 bytes");
}

TEST_CASE("a member over the limit is an error") {
  const std::string bytes = deb({{{"./a", noise(2 << 20)}}, {}});
  MemorySource source(bytes, "x.deb");
  const auto files = read_whole(source);
  REQUIRE_FALSE(files);
  CHECK(files.error().what.find("is larger than 1048576 bytes") != std::string::npos);
}

TEST_CASE("a compressed module is unpacked, and a damaged one is not") {
  const std::string content = noise(100000);
  for (const char* filter : {"xz", "zstd", "gzip"}) {
    const std::string bytes = packed(filter, content);
    const auto plain = unpack(bytes, "a.ko", 1 << 20);
    REQUIRE(plain);
    CHECK(*plain == content);
    CHECK_FALSE(unpack(bytes.substr(0, bytes.size() / 2), "a.ko", 1 << 20));
    CHECK_FALSE(unpack(bytes, "a.ko", 1000));
  }
}
