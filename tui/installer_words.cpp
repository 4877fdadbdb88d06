// SPDX-License-Identifier: GPL-2.0-or-later
#include "tui/installer_words.h"
#include "tui/choices.h"
#include <set>

namespace netroot::tui {
namespace {

void add_variables(std::string_view text, std::set<std::string>& variables) {
  for (size_t open = text.find("${"); open != std::string_view::npos;
       open = text.find("${", open)) {
    size_t close = text.find('}', open);
    if (close == std::string_view::npos)
      return;
    variables.emplace(text.substr(open + 2, close - open - 2));
    open = close;
  }
}

std::set<std::string> variables_of(const Template& words) {
  std::set<std::string> variables;
  add_variables(words.title, variables);
  add_variables(words.help, variables);
  for (const auto* choices : {&words.choices, &words.choices_c})
    for (const std::string& choice : *choices)
      add_variables(choice, variables);
  return variables;
}

// METAGET fills variables in; standing for themselves they come out as they went in.
Outcome substitute(Debconf& debconf, const std::string& name,
                   const std::set<std::string>& variables, bool by_themselves) {
  for (const std::string& variable : variables) {
    auto done =
        debconf.substitute(name, variable, by_themselves ? "${" + variable + "}" : std::string());
    if (!done)
      return done;
  }
  return {};
}

// Leaves `text` alone when debconf has no such field.
Outcome take(Debconf& debconf, const std::string& name, const char* field, std::string& text) {
  auto reply = debconf.ask("METAGET " + name + " " + field);
  if (!reply)
    return tl::unexpected(reply.error());
  if (reply->status == 0)
    text = reply->text;
  return {};
}

Outcome take_choices(Debconf& debconf, Template& words) {
  if (words.choices.empty())
    return {};
  std::string translated, codes;
  if (auto taken = take(debconf, words.name, "choices", translated); !taken)
    return taken;
  if (auto taken = take(debconf, words.name, "choices-c", codes); !taken)
    return taken;
  auto choices = split_choices(translated), choices_c = split_choices(codes);
  if (choices.size() == words.choices_c.size() && choices_c == words.choices_c)
    words.choices = choices;
  return {};
}

Result<Template> translated(Debconf& debconf, Template words) {
  auto variables = variables_of(words);
  if (auto done = substitute(debconf, words.name, variables, true); !done)
    return tl::unexpected(done.error());
  if (auto taken = take(debconf, words.name, "description", words.title); !taken)
    return tl::unexpected(taken.error());
  if (auto taken = take(debconf, words.name, "extended_description", words.help); !taken)
    return tl::unexpected(taken.error());
  if (auto taken = take_choices(debconf, words); !taken)
    return tl::unexpected(taken.error());
  if (auto done = substitute(debconf, words.name, variables, false); !done)
    return tl::unexpected(done.error());
  return words;
}

Result<bool> has_template(Debconf& debconf, const std::string& name) {
  auto type = debconf.ask("METAGET " + name + " type");
  if (!type)
    return tl::unexpected(type.error());
  return type->status == 0;
}

} // namespace

Result<Words> words_from_debconf(Debconf& debconf, const Words& names) {
  Words words;
  for (const auto& [name, known] : names.all()) {
    auto has = has_template(debconf, name);
    if (!has)
      return tl::unexpected(has.error());
    auto taken = *has ? translated(debconf, known) : Result<Template>(known);
    if (!taken)
      return tl::unexpected(taken.error());
    words.add(*taken);
  }
  return words;
}

} // namespace netroot::tui
