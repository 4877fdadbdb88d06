// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"
#include "tui/preseed.h"
#include "udeb/bootable/preseed_file.h"
#include "udeb/wizard/bootable_preseed.h"

using namespace netroot;

namespace {

const std::string first = "# The answers of \"Attach a network disk\".\n"
                          "d-i netroot/target string e0.0\n";

tui::AnswerBook book_of(const RawAnswers& values) {
  tui::AnswerBook book;
  for (const auto& [name, value] : values)
    book.set(name, value);
  return book;
}

struct Folder {
  Folder() { installer.put(bootable::preseed_path, first); }
  std::string text() const { return installer.get(bootable::preseed_path); }
  test::TemporaryRoot installer;
};

} // namespace

TEST_CASE("the second dialog's answers stand behind the first's, and give themselves again") {
  Folder folder;
  const RawAnswers values = {{"netroot/bootloader", "none"},
                             {"netroot/kernel-options", "panic=30 console=ttyS0,115200"},
                             {"netroot/sanboot/method", "root-path"},
                             {"netroot/sanboot/dhcp", "false"},
                             {"netroot/sanboot/publish", "http://h/x"}};
  REQUIRE(wizard::append_bootable_answers(folder.installer.root(), book_of(values)));
  CHECK(folder.text().find(first) == 0);
  auto read = tui::parse_preseed(folder.text(), "x", "netroot/");
  REQUIRE(read);
  RawAnswers wanted = values;
  wanted["netroot/target"] = "e0.0";
  CHECK(*read == wanted);
}

TEST_CASE("answers of an earlier run are replaced, those of the first dialog are not") {
  Folder folder;
  REQUIRE(wizard::append_bootable_answers(folder.installer.root(),
                                          book_of({{"netroot/bootloader", "none"}})));
  REQUIRE(wizard::append_bootable_answers(folder.installer.root(),
                                          book_of({{"netroot/kernel-options", "quiet"}})));
  CHECK(folder.text() == first + "# The answers of \"Make the network disk bootable\".\n"
                                 "d-i netroot/kernel-options string quiet\n");
}

TEST_CASE("a file that the first dialog did not write is made") {
  test::TemporaryRoot installer;
  REQUIRE(wizard::append_bootable_answers(installer.root(),
                                          book_of({{"netroot/sanboot/dhcp", "false"}})));
  CHECK(installer.get(bootable::preseed_path).find("d-i netroot/sanboot/dhcp boolean false\n") !=
        std::string::npos);
}

TEST_CASE("the password of the URL of publishing is not in the file") {
  Folder folder;
  REQUIRE(wizard::append_bootable_answers(
      folder.installer.root(), book_of({{"netroot/sanboot/publish", "http://u:secret@h/x"}})));
  CHECK(folder.text().find("secret") == std::string::npos);
  CHECK(folder.text().find("d-i netroot/sanboot/publish string http://h/x\n") != std::string::npos);
}

TEST_CASE("each exported question is one that the program knows") {
  for (const auto& question : wizard::bootable_questions()) {
    RawAnswers raw = {{question.name, question.default_value}};
    CHECK(to_answers(raw));
  }
}
