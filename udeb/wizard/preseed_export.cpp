// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/wizard/preseed_export.h"
#include "system/text.h"
#include "system/url.h"

namespace netroot::wizard {
namespace {

bool can_be_written(const std::string& value) {
  return value.find_first_of("\n\r") == std::string::npos && value.back() != '\\';
}

std::string lines_for(const PreseedQuestion& question, const std::string& value) {
  if (!can_be_written(value))
    return "# The answer to " + question.name + " cannot be written in this syntax.\n";
  const std::string plain = shown_url(value);
  return (plain == value ? std::string() : "# User and password are left out of this URL.\n") +
         "d-i " + question.name + " " + question.type + " " + plain + "\n";
}

} // namespace

const std::vector<PreseedQuestion>& attach_questions() {
  static const std::vector<PreseedQuestion> all = {
      {"netroot/attach", "boolean", "false", true},
      {"netroot/interfaces", "string", "", false},
      {"netroot/module/source", "select", "auto", false},
      {"netroot/module/path", "string", "", false},
      {"netroot/module/url", "string", "", false},
      {"netroot/module/sha256", "string", "", false},
      {"netroot/module/allow-unchecked", "boolean", "false", false},
      {"netroot/target", "string", "auto", true},
      {"netroot/overwrite", "boolean", "false", false},
      {"netroot/allow-imposter", "string", "", false},
      {"netroot/claim", "boolean", "true", false},
      {"netroot/reserve", "boolean", "false", false},
      {"netroot/alias", "string", "auto", false},
      {"netroot/timeout", "string", "60", false},
      {"netroot/mtu", "string", "auto", false},
  };
  return all;
}

std::string export_preseed(const std::string& heading,
                           const std::vector<PreseedQuestion>& questions,
                           const RawAnswers& values) {
  std::string text;
  for (const std::string& line : lines(heading))
    text += "# " + line + "\n";
  for (const PreseedQuestion& question : questions) {
    auto found = values.find(question.name);
    const std::string value(found == values.end() ? std::string_view() : trim(found->second));
    if (value.empty() || (value == question.default_value && !question.always))
      continue;
    text += lines_for(question, value);
  }
  return text;
}

} // namespace netroot::wizard
