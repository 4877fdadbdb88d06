// SPDX-License-Identifier: GPL-2.0-or-later
// The parser of templates files: fields are collected a stanza at a time, each in the best language
// that there is; an empty line makes a template of them.
#include "system/text.h"
#include "tui/choices.h"
#include "tui/words.h"
#include <algorithm>

namespace netroot::tui {
namespace {

bool is_english(std::string_view tag) {
  return tag.empty() || tag == "C" || tag == "POSIX" || tag == "en" || tag.substr(0, 3) == "en_";
}

// "de_DE.UTF-8:fr" (as in LANG, or LANGUAGE) to de_DE, de, fr: what to take, the best first. What
// is behind English is not wanted: the fields without a language are English.
std::vector<std::string> languages_of(std::string_view language) {
  std::vector<std::string> tags;
  for (const std::string& locale : split(language, ':')) {
    std::string tag = locale.substr(0, locale.find_first_of(".@"));
    if (is_english(tag))
      break;
    tags.push_back(tag);
    if (auto country = tag.find('_'); country != std::string::npos)
      tags.push_back(tag.substr(0, country));
  }
  return tags;
}

// A field of a stanza: its lines without the blank that continues it.
struct Field {
  size_t rank = 0; // among the languages; the number of them for English
  std::vector<std::string> lines;
};

struct Name {
  std::string base;     // "Description"
  std::string language; // "de" of "Description-de.UTF-8"; "" for English
  bool readable = true; // in UTF-8
};

// "_Description", "__Choices": po-debconf's marks of what is translated.
Name parse_name(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of('_'), text.size()));
  size_t dash = text.find('-');
  if (dash == std::string_view::npos || text == "Choices-C")
    return {std::string(text), "", true};
  auto rest = text.substr(dash + 1);
  size_t dot = std::min(rest.find('.'), rest.size());
  auto encoding = rest.substr(dot);
  return {std::string(text.substr(0, dash)), std::string(rest.substr(0, dot)),
          encoding.empty() || encoding == ".UTF-8" || encoding == ".utf-8" || encoding == ".utf8"};
}

std::string help_of(const Field& field) {
  std::string help;
  bool joins = false; // the line before is of the same paragraph
  for (size_t i = 1; i < field.lines.size(); ++i) {
    std::string line = field.lines[i];
    bool verbatim = line[0] == ' ' || line[0] == '\t';
    if (trim(line) == ".") {
      help += help.empty() ? "" : "\n";
      joins = false;
      continue;
    }
    line = verbatim ? line : std::string(trim(line));
    if (!help.empty())
      help += joins && !verbatim ? " " : "\n";
    help += line;
    joins = !verbatim;
  }
  while (!help.empty() && help.back() == '\n')
    help.pop_back();
  return help;
}

class Parser {
public:
  Parser(const std::string& file, std::string_view language)
      : file_(file), languages_(languages_of(language)) {}

  Outcome take(std::string_view line, size_t number) {
    number_ = number;
    if (trim(line).empty())
      return finish();
    if (line[0] == '#')
      return {};
    if (line[0] == ' ' || line[0] == '\t')
      return go_on(line.substr(1));
    return begin(line);
  }

  // Makes a template of the fields, if there are any.
  Outcome finish() {
    if (!in_stanza_)
      return {};
    in_stanza_ = false;
    Template words;
    words.name = first_line("Template");
    if (words.name.empty())
      return fault("the fields above have no \"Template:\"");
    words.type = first_line("Type");
    words.default_value = first_line("Default");
    words.title = first_line("Description");
    words.help = help_of(fields_["Description"]);
    if (auto taken = take_choices(words); !taken)
      return taken;
    templates_[words.name] = std::move(words);
    fields_.clear();
    english_choices_.clear();
    return {};
  }

  std::map<std::string, Template> templates() { return std::move(templates_); }

private:
  Outcome begin(std::string_view line) {
    size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0)
      return fault("\"" + std::string(line) + "\" is no \"Field: value\"");
    Name name = parse_name(line.substr(0, colon));
    std::string value(trim(line.substr(colon + 1)));
    if (name.base == "Choices" && name.language.empty())
      english_choices_ = value;
    last_ = place_for(name);
    if (last_)
      last_->lines = {value};
    in_stanza_ = true;
    return {};
  }

  Outcome go_on(std::string_view rest) {
    if (!in_stanza_)
      return fault("a line that continues none");
    if (last_)
      last_->lines.emplace_back(rest);
    return {};
  }

  // Null when the field is in a language that is not wanted, or a better one is there.
  Field* place_for(const Name& name) {
    size_t rank = languages_.size();
    if (!name.language.empty()) {
      auto found = std::find(languages_.begin(), languages_.end(), name.language);
      if (found == languages_.end() || !name.readable)
        return nullptr;
      rank = static_cast<size_t>(found - languages_.begin());
    }
    auto [at, is_new] = fields_.try_emplace(name.base);
    if (!is_new && at->second.rank < rank)
      return nullptr;
    at->second.rank = rank;
    return &at->second;
  }

  std::string first_line(const std::string& name) {
    auto found = fields_.find(name);
    return found == fields_.end() || found->second.lines.empty() ? "" : found->second.lines[0];
  }

  // A translation with another number of choices is of another version of them: English then.
  Outcome take_choices(Template& words) {
    auto english = split_choices(english_choices_);
    words.choices = split_choices(first_line("Choices"));
    if (words.choices.size() != english.size())
      words.choices = english;
    words.choices_c = split_choices(first_line("Choices-C"));
    if (words.choices_c.empty())
      words.choices_c = english;
    if (words.choices_c.size() != words.choices.size())
      return fault(words.name + " has " + std::to_string(words.choices.size()) + " Choices and " +
                   std::to_string(words.choices_c.size()) + " Choices-C");
    return {};
  }

  Outcome fault(const std::string& what) const {
    return usage_error(file_ + " line " + std::to_string(number_) + ": " + what,
                       "It must be a debconf templates file (debconf-devel(7)).");
  }

  const std::string& file_;
  std::vector<std::string> languages_;
  std::map<std::string, Template> templates_;
  std::map<std::string, Field> fields_;
  std::string english_choices_;
  bool in_stanza_ = false;
  Field* last_ = nullptr; // takes the lines that continue it; null: they are passed over
  size_t number_ = 0;
};

} // namespace

Result<Words> Words::parse(std::string_view text, const std::string& file,
                           std::string_view language) {
  Parser parser(file, language);
  size_t number = 0;
  for (const std::string& line : lines(text))
    if (auto taken = parser.take(line, ++number); !taken)
      return tl::unexpected(taken.error());
  if (auto finished = parser.finish(); !finished)
    return tl::unexpected(finished.error());
  Words words;
  words.templates_ = parser.templates();
  return words;
}

} // namespace netroot::tui
