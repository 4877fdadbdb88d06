// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"
#include "tests/unit/udeb/module/samples.h"
#include "udeb/module/archive_index.h"
#include "udeb/module/digest.h"

using namespace netroot;
using namespace netroot::test;

namespace {

const std::string signed_text =
    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nCodename: x\n"
    "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n";

Result<std::string> verify(const std::string& text, Finished gpgv) {
  PlayingRunner runner;
  runner.expect({"gpgv", "--ignore-time-conflict", "--keyring", "/k.gpg", "--status-fd", "2",
                 "--output", "-"},
                std::move(gpgv));
  return verified_release(runner, "/k.gpg", text, "InRelease");
}

Finished said(int status, std::string out, std::string err) {
  Finished finished;
  finished.exit_status = status;
  finished.out = std::move(out);
  finished.err = std::move(err);
  return finished;
}

const char packages[] =
    "Package: linux-image-6.12.1+deb13-amd64\nFilename: pool/a.deb\nSize: 10\n"
    "SHA256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
    "Description: Linux\n Package: not a field\n\n"
    "Package: linux-image-6.12.2+deb13-amd64\nSize: 12\nFilename: pool/b.deb\n"
    "SHA256: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n";

struct EndlessSource : ByteSource {
  Result<std::string_view> next() override {
    ++pieces;
    return std::string_view(pieces < 1000 ? "abcdef" : ""); // an end, lest the test has none
  }
  std::optional<uint64_t> total() const override { return std::nullopt; }
  std::string name() const override { return "endless.deb"; }
  int pieces = 0;
};

} // namespace

TEST_CASE("only the text that gpgv put out is used") {
  const auto text = verify(signed_text, said(0, "Codename: x\n", "[GNUPG:] GOODSIG AB name\n"));
  REQUIRE(text);
  CHECK(*text == "Codename: x\n");
}

TEST_CASE("one good signature is enough when other keys are not known") {
  CHECK(verify(signed_text,
               said(2, "Codename: x\n", "[GNUPG:] NO_PUBKEY CD\n[GNUPG:] GOODSIG AB n\n")));
}

TEST_CASE("a bad signature is refused even beside a good one") {
  const auto text = verify(
      signed_text, said(1, "Codename: x\n", "[GNUPG:] GOODSIG AB n\n[GNUPG:] BADSIG CD n\n"));
  REQUIRE_FALSE(text);
  CHECK(text.error().what.find("BAD signature") != std::string::npos);
}

TEST_CASE("an unknown key, an expired one, silence and a missing gpgv are each told") {
  const auto unknown = verify(signed_text, said(2, "Codename: x\n", "[GNUPG:] NO_PUBKEY CDEF\n"));
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().what.find("signed by key CDEF, which is not in /k.gpg") !=
        std::string::npos);
  CHECK_FALSE(verify(signed_text,
                     said(0, "Codename: x\n", "[GNUPG:] EXPKEYSIG AB name\n[GNUPG:] VALIDSIG\n")));
  CHECK_FALSE(verify(signed_text, said(0, "Codename: x\n", "")));
  const auto missing = verify(signed_text, said(127, "", ""));
  REQUIRE_FALSE(missing);
  CHECK(missing.error().what.find("gpgv is missing") == 0);
}

TEST_CASE("a text before or after the signed one is refused without asking gpgv") {
  PlayingRunner runner;
  CHECK_FALSE(verified_release(runner, "/k", "SHA256:\n" + signed_text, "InRelease"));
  CHECK_FALSE(verified_release(runner, "/k", signed_text + signed_text, "InRelease"));
  CHECK_FALSE(verified_release(runner, "/k", "", "InRelease"));
  CHECK(runner.seen().empty());
}

TEST_CASE("a Release is read for its names and its SHA256 section alone") {
  const std::string digest(64, 'c');
  const auto release = parse_release(
      "Suite: stable\nCodename: trixie\nMD5Sum:\n 0123 5 main/x\nSHA256:\n " + digest +
      "    77 main/binary-amd64/Packages.xz\nSHA512:\n " + digest + " 78 main/other\n");
  CHECK(release.suite == "stable");
  CHECK(release.codename == "trixie");
  REQUIRE(release.files.size() == 1);
  CHECK(release.files.begin()->second.size == 77);
  CHECK(release.files.begin()->second.sha256 == digest);
}

TEST_CASE("a package is found in an index that comes in pieces, the last stanza too") {
  for (const size_t piece : {1, 5, 1000}) {
    std::vector<std::string> seen;
    CountingSource source(packages, piece);
    const auto found = find_in_packages(source, "linux-image-6.12.2+deb13-amd64", seen);
    REQUIRE((found && *found));
    CHECK((*found)->path == "pool/b.deb");
    CHECK((*found)->size == 12);
    CHECK((*found)->sha256 == std::string(64, 'b'));
  }
}

TEST_CASE("a kernel that is not in the index is not found, and those that are there are told") {
  std::vector<std::string> seen;
  CountingSource source(packages, 100);
  const auto found = find_in_packages(source, "linux-image-6.12.3+deb13-amd64", seen);
  REQUIRE(found);
  CHECK_FALSE(*found);
  CHECK(seen == std::vector<std::string>{"linux-image-6.12.1+deb13-amd64",
                                         "linux-image-6.12.2+deb13-amd64"});
}

TEST_CASE("the keyring of the installer is taken, else the system's") {
  TemporaryRoot machine;
  CHECK_FALSE(archive_keyring(machine.root()));
  machine.put("/usr/share/keyrings/debian-archive-keyring.gpg", "k");
  CHECK(archive_keyring(machine.root())->ends_with("/debian-archive-keyring.gpg"));
  machine.put("/usr/share/keyrings/archive.gpg", "k");
  CHECK(archive_keyring(machine.root())->ends_with("/archive.gpg"));
}

TEST_CASE("SHA256 is that of the standard's example") {
  CHECK(digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(digest_of("abc", Digest::Kind::Md5) == "900150983cd24fb0d6963f7d28e17f72");
}

TEST_CASE("a whole source is compared with its digest and size, whatever was read before") {
  const std::string digest = digest_of("abcdef");
  CountingSource right("abcdef", 2);
  HashedSource hashed(right);
  REQUIRE(hashed.next());
  CHECK(hashed.check_whole(digest, 6, "the test"));
  CountingSource shorter("abcde", 2);
  const auto size = HashedSource(shorter).check_whole(digest, 6, "the test");
  REQUIRE_FALSE(size);
  CHECK(size.error().what == "counted.deb: 5 bytes, but the test says 6");
  CountingSource other("abcdeX", 2);
  CHECK_FALSE(HashedSource(other).check_whole(digest, 6, "the test"));
}

TEST_CASE("a source that never ends is read no further than its size") {
  EndlessSource server;
  HashedSource hashed(server);
  hashed.expect(10, "the test");
  CHECK(hashed.next());
  const auto longer = hashed.check_whole(digest_of("abcdef"), 10, "the test");
  REQUIRE_FALSE(longer);
  CHECK(longer.error().what == "endless.deb is longer than the 10 bytes that the test says");
  CHECK(server.pieces == 2);
}
