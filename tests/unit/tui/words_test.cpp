// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tui/choices.h"
#include "tui/words.h"

using namespace netroot;
using tui::Words;
using Strings = std::vector<std::string>;

namespace {

constexpr char source[] = R"(# a comment
Template: netroot/alias
Type: string
Default: auto
_Description: Second name:
 The first paragraph
 goes on here.
 .
 Lines of a list:
  one
   two
 and the end.

# Its choices are translated.
Template: netroot/source
Type: select
__Choices: All\, in turn, URL
Choices-C: auto, url
Description: Source:
)";

constexpr char merged[] = R"(Template: netroot/source
Type: select
Choices: All in turn, URL
Choices-de.UTF-8: Alle\, der Reihe nach, Adresse
Choices-fr.UTF-8: Tous
Choices-C: auto, url
Description: Source:
 English help.
Description-de.UTF-8: Quelle:
 Deutsche Hilfe,
 zweite Zeile.
Description-pt_BR.UTF-8: Fonte:
Description-ja.EUC-JP: unreadable:
)";

Words parsed(std::string_view text, std::string_view language = "C") {
  auto words = Words::parse(text, "x.templates", language);
  REQUIRE(words);
  return *words;
}

std::string why_refused(std::string_view text) {
  auto words = Words::parse(text, "x.templates", "C");
  REQUIRE_FALSE(words);
  CHECK(words.error().kind == Error::Kind::Usage);
  return words.error().what;
}

} // namespace

TEST_CASE("a source for translators is read as it is, with its paragraphs and its lists") {
  Words words = parsed(source);
  CHECK(words.all().size() == 2);
  tui::Template alias = words.of("netroot/alias");
  CHECK(alias.type == "string");
  CHECK(alias.default_value == "auto");
  CHECK(alias.title == "Second name:");
  CHECK(alias.help ==
        "The first paragraph goes on here.\n\nLines of a list:\n one\n  two\nand the end.");
  CHECK(words.of("netroot/source").choices == Strings{"All, in turn", "URL"});
  CHECK(words.of("netroot/source").choices_c == Strings{"auto", "url"});
}

TEST_CASE("words come in the language of the locale, and in English where it has none") {
  for (const char* german : {"de", "de_DE.UTF-8", "de_AT@euro", "fr:de", "xx_XX:de_CH:en"}) {
    INFO(german);
    tui::Template words = parsed(merged, german).of("netroot/source");
    CHECK(words.title == "Quelle:");
    CHECK(words.help == "Deutsche Hilfe, zweite Zeile.");
    CHECK(words.choices_c == Strings{"auto", "url"});
  }
  CHECK(parsed(merged, "de").of("netroot/source").choices ==
        Strings{"Alle, der Reihe nach", "Adresse"});
  for (const char* english : {"", "C", "C.UTF-8", "POSIX", "en_GB.UTF-8", "en:de", "it", "pt"}) {
    INFO(english);
    CHECK(parsed(merged, english).of("netroot/source").help == "English help.");
  }
}

TEST_CASE("a language of one country is for that country alone") {
  CHECK(parsed(merged, "pt_BR.UTF-8").of("netroot/source").title == "Fonte:");
  CHECK(parsed(merged, "pt_PT.UTF-8").of("netroot/source").title == "Source:");
}

TEST_CASE("a translation in another encoding than UTF-8 is left aside") {
  CHECK(parsed(merged, "ja_JP").of("netroot/source").title == "Source:");
}

TEST_CASE("translated choices that are too few give way to the English ones") {
  CHECK(parsed(merged, "fr").of("netroot/source").choices == Strings{"All in turn", "URL"});
}

TEST_CASE("choices without Choices-C are answered in English") {
  Words words =
      parsed("Template: a\nType: select\nChoices: yes, no\nChoices-de.UTF-8: ja, nein\n", "de");
  CHECK(words.of("a").choices == Strings{"ja", "nein"});
  CHECK(words.of("a").choices_c == Strings{"yes", "no"});
}

TEST_CASE("words written out and read again are the same") {
  for (const char* text : {source, merged}) {
    Words words = parsed(text, "de");
    Words again = parsed(words.text());
    CHECK(again.text() == words.text());
    for (const auto& [name, before] : words.all()) {
      tui::Template after = again.of(name);
      CHECK(after.help == before.help);
      CHECK(after.title == before.title);
      CHECK(after.choices == before.choices);
      CHECK(after.choices_c == before.choices_c);
      CHECK(after.default_value == before.default_value);
    }
  }
}

TEST_CASE("a file that is no templates file is refused by file and line") {
  CHECK(why_refused("Template: a\nType text\n") ==
        "x.templates line 2: \"Type text\" is no \"Field: value\"");
  CHECK(why_refused("\n continued\n") == "x.templates line 2: a line that continues none");
  CHECK(why_refused("Type: text\nDescription: b\n\nTemplate: a\n") ==
        "x.templates line 3: the fields above have no \"Template:\"");
  CHECK(why_refused("Template: a\nChoices: b, c\nChoices-C: d\n") ==
        "x.templates line 3: a has 2 Choices and 1 Choices-C");
}

TEST_CASE("a name without a template is its own title") {
  CHECK(Words().of("netroot/nothing").title == "netroot/nothing");
  CHECK_FALSE(Words().has("netroot/nothing"));
}

TEST_CASE("words are added to others and replace them") {
  Words words = parsed("Template: a\nDescription: old\n\nTemplate: b\nDescription: kept\n");
  words.add(parsed("Template: a\nDescription: new\n"));
  CHECK(words.of("a").title == "new");
  CHECK(words.of("b").title == "kept");
}

TEST_CASE("variables are filled in once, and unknown ones are empty") {
  std::map<std::string, std::string> values{{"A", "${B}"}, {"B", "b"}};
  CHECK(tui::fill("x ${A} ${B}${C}.", values) == "x ${B} b.");
  CHECK(tui::fill("${A", values) == "${A");
  CHECK(tui::fill("$A ${ }}", values) == "$A }");
  tui::Template words;
  words.title = words.help = "${B}";
  words.choices = {"to ${B}"};
  words = tui::filled(words, values);
  CHECK(words.title + words.help + words.choices[0] == "bbto b");
}

TEST_CASE("commas and outer blanks of a choice survive debconf's list of choices") {
  Strings choices{"a, b", "c\\d", " e", "f ", "g h", ",", "i\\,"};
  CHECK(tui::split_choices(tui::join_choices(choices)) == choices);
  CHECK(tui::join_choices({"a, b", "c"}) == "a\\, b, c");
  CHECK(tui::split_choices(" a ,b,, c") == Strings{"a", "b", "c"});
  CHECK(tui::split_choices("").empty());
}

TEST_CASE("the program was built with the words of both menu items") {
  Words words = Words::built_in("C");
  CHECK(words.of("netroot/attach").type == "boolean");
  CHECK(words.of("netroot/bootloader").choices_c == Strings{"grub-legacy", "none"});
  CHECK(words.of("netroot/module/source").choices_c ==
        Strings{"auto", "media", "path", "url", "mirror"});
  for (const auto& [name, each] : words.all()) {
    INFO(name);
    CHECK_FALSE(each.type.empty());
    CHECK_FALSE(each.title.empty());
  }
}
