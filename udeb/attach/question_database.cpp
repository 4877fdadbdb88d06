// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/question_database.h"
#include "system/files.h"
#include "system/text.h"
#include "udeb/answers.h"

namespace netroot {
namespace {

// debian-installer's /etc/cdebconf.conf, config_gen_db.
constexpr char database_path[] = "/var/lib/cdebconf/questions.dat";

std::string field(const std::string& line, std::string_view name) {
  return line.rfind(name, 0) == 0 ? std::string(trim(line.substr(name.size()))) : std::string();
}

} // namespace

std::vector<std::string> names_without_template(std::string_view text) {
  std::vector<std::string> names;
  std::string name;
  for (const std::string& line : lines(text)) {
    if (std::string value = field(line, "Name:"); !value.empty())
      name = value;
    if (field(line, "Template:") == "debian-installer/dummy" && name.rfind("netroot/", 0) == 0)
      names.push_back(name);
  }
  return names;
}

Outcome refuse_unknown_questions(const RootDir& root, tui::Debconf& debconf) {
  if (!exists(root, database_path))
    return {};
  if (auto saved = debconf.save_database(); !saved)
    return saved;
  auto text = read_file(root, database_path);
  if (!text)
    return tl::unexpected(text.error());
  RawAnswers preseeded;
  for (const std::string& name : names_without_template(*text))
    preseeded[name] = "";
  auto checked = to_answers(preseeded);
  return checked ? Outcome{} : Outcome(tl::unexpected(checked.error()));
}

} // namespace netroot
