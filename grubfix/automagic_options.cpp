// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/automagic_options.h"
#include "grubfix/automagic.h"
#include "system/text.h"
#include <algorithm>

namespace netroot {
namespace {

constexpr std::string_view alternative_key = "# altoptions=";

bool blank(char c) {
  return c == ' ' || c == '\t';
}

// update-grub takes the first "(…)" that a blank follows; what stands before it goes into both.
Alternative split_alternative(std::string_view line) {
  for (size_t open = line.find('('); open != line.npos; open = line.find('(', open + 1)) {
    size_t close = line.find(')', open);
    if (close == line.npos)
      break;
    if (close + 1 == line.size() || !blank(line[close + 1]))
      continue;
    std::string before(line.substr(0, open));
    return {before + std::string(line.substr(open, close + 1 - open)),
            before + std::string(line.substr(close + 2))};
  }
  return {};
}

// These lines count wherever they stand in the file, but for the part that is made anew.
std::vector<Alternative> read_alternatives(const MenuLst& menu) {
  std::vector<Alternative> found;
  for (size_t i = 0; i < menu.lines().size(); i++) {
    std::string text = menu.lines()[i].text();
    if (text.starts_with(alternative_key) && !menu.is_generated(i))
      found.push_back(split_alternative(join(words(text.substr(alternative_key.size())), " ")));
  }
  if (found.empty())
    found.push_back({"(single-user mode)", "single"});
  return found;
}

// "6.12.1+deb13-amd64" becomes "6_12_1_deb13_amd64".
std::string option_suffix(std::string_view version) {
  version.remove_prefix(std::min(version.find_first_of("0123456789"), version.size()));
  std::string suffix(version);
  for (char& c : suffix)
    if (c == '-' || c == '+' || c == '.')
      c = '_';
  return suffix;
}

} // namespace

std::string option_words(const MenuLst& menu, std::string_view name, std::string_view absent) {
  auto values = menu.option_values(name);
  return values.empty() ? std::string(absent) : join(words(join(values, " ")), " ");
}

AutomagicOptions read_automagic_options(const MenuLst& menu) {
  auto value = [&](const char* name, const char* absent) {
    return option_words(menu, name, absent);
  };
  AutomagicOptions options;
  options.groot = value("groot", "");
  options.defoptions = value("defoptions", "");
  options.xenhopt = value("xenhopt", "");
  options.xenkopt = value("xenkopt", "console=tty0");
  options.alternative = value("alternative", value("recovery", "true").c_str()) != "false";
  options.lock_alternative = value("lockalternative", "false") == "true";
  options.lock_old = value("lockold", "false") == "true";
  options.memtest86 = value("memtest86", "true") != "false";
  options.savedefault = value("savedefault", "false") == "true";
  options.update_default = value("updatedefaultentry", "false") == "true";
  options.howmany = parse_number(value("howmany", "all"));
  options.alternatives = read_alternatives(menu);
  return options;
}

std::string kernel_options_for(const MenuLst& menu, const std::string& version) {
  for (std::string suffix = option_suffix(version); !suffix.empty();) {
    if (std::string value = option_words(menu, "kopt_" + suffix, ""); !value.empty())
      return value;
    size_t underscore = suffix.rfind('_');
    suffix.erase(underscore == suffix.npos ? 0 : underscore);
  }
  return option_words(menu, "kopt", "");
}

} // namespace netroot
