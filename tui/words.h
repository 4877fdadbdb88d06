// SPDX-License-Identifier: GPL-2.0-or-later
// Words: titles, help and choices out of debconf templates (debconf-devel(7), "The templates
// file"), in one language. The templates are the only place where they are written.
#pragma once
#include "system/result.h"
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace netroot::tui {

struct Template {
  std::string name, type, default_value;
  std::string title; // the short description
  std::string help;  // the long one: paragraphs with an empty line between them, lines that began
                     // with more than one blank kept as they are
  std::vector<std::string> choices;   // translated; as many as:
  std::vector<std::string> choices_c; // what is answered
};

class Words {
public:
  // Templates as in a .templates file: "Field: value", " continued", an empty line between.
  // `language` ("de_DE.UTF-8", "pt_BR", "C"): Description-de.UTF-8 and the like are taken where
  // they are there. Error (Usage) names `file` and the line.
  static Result<Words> parse(std::string_view text, const std::string& file,
                             std::string_view language);
  // Those that the program was built with, in English or translated as far as it knows.
  static Words built_in(std::string_view language);
  // Others are added; a name that is there already is replaced.
  void add(const Words& others);
  void add(const Template& words) { templates_[words.name] = words; }

  bool has(const std::string& name) const { return templates_.count(name) > 0; }
  // A name that no template has gets its name for a title, so that the fault is seen.
  Template of(const std::string& name) const;
  const std::map<std::string, Template>& all() const { return templates_; }

  // The words as a .templates file again, in the one language, for parse(…, "C").
  std::string text() const;

private:
  std::map<std::string, Template> templates_;
};

// ${NAME} replaced; a name that is not there becomes empty, as in cdebconf.
std::string fill(std::string_view text, const std::map<std::string, std::string>& variables);
Template filled(Template words, const std::map<std::string, std::string>& variables);

} // namespace netroot::tui
