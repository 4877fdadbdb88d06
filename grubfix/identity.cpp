// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/identity.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>
#include <optional>
#include <utility>

namespace netroot {
namespace {

using Setting = std::pair<std::string, std::string>;

// Where a line's remark begins, with the blanks before it: a '#' behind a blank and outside of
// quotes, as for the shell. The line's length when it has none.
size_t remark_of(std::string_view line) {
  char quote = 0;
  for (size_t i = 0; i < line.size(); i++) {
    if (!quote && line[i] == '#' && i > 0 && (line[i - 1] == ' ' || line[i - 1] == '\t'))
      return line.find_last_not_of(" \t", i - 1) + 1;
    if (quote ? line[i] == quote : line[i] == '"' || line[i] == '\'')
      quote = quote ? 0 : line[i];
  }
  return line.size();
}

// "KEY=value" with the quotes taken off; nothing for comments, empty lines and anything else.
std::optional<Setting> setting_of(std::string_view line) {
  constexpr std::string_view exported = "export ";
  line = trim(line.substr(0, remark_of(line)));
  if (line.starts_with(exported))
    line = trim(line.substr(exported.size()));
  size_t equals = line.find('=');
  if (line.empty() || line[0] == '#' || equals == line.npos)
    return std::nullopt;
  std::string_view value = line.substr(equals + 1);
  bool quoted =
      value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0];
  if (quoted)
    value = value.substr(1, value.size() - 2);
  return Setting(line.substr(0, equals), value);
}

bool is_number_up_to(std::string_view text, unsigned long long most) {
  auto number = parse_number(text);
  return number && *number <= most;
}

bool is_target(std::string_view text) {
  size_t dot = text.find('.');
  return text.starts_with('e') && dot != text.npos &&
         is_number_up_to(text.substr(1, dot - 1), 65534) &&
         is_number_up_to(text.substr(dot + 1), 254);
}

bool is_mac(std::string_view text) {
  auto parts = split(text, ':');
  return parts.size() == 6 && std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
           return part.size() == 2 && part.find_first_not_of("0123456789abcdef") == part.npos;
         });
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
  return text;
}

tl::unexpected<Error> refused(const Setting& setting, const char* accepted) {
  return failure(std::string(identity_path) + ": " + setting.first + "=" + setting.second +
                     " is not " + accepted,
                 std::string("Correct that line of ") + identity_path + ".");
}

Outcome take_number(const Setting& setting, unsigned least, unsigned most, const char* accepted,
                    unsigned& number) {
  auto value = parse_number(setting.second);
  if (!value || *value < least || *value > most)
    return refused(setting, accepted);
  number = static_cast<unsigned>(*value);
  return {};
}

Outcome take_macs(const Setting& setting, Identity& identity) {
  identity.macs.clear();
  for (const std::string& word : words(setting.second)) {
    if (!is_mac(lower(word)))
      return refused(setting, "a list of addresses like 52:54:00:12:34:56");
    identity.macs.push_back(lower(word));
  }
  return {};
}

bool is_mtu(std::string_view text) {
  auto number = parse_number(text);
  return number && *number >= 576 && *number <= 65535;
}

Outcome take_mtu(const Setting& setting, Identity& identity) {
  for (const std::string& word : words(setting.second)) {
    auto equals = word.rfind('=');
    if ((equals != word.npos && !is_mac(lower(word.substr(0, equals)))) ||
        !is_mtu(word.substr(equals + 1)))
      return refused(setting, "a number from 576 to 65535, or a list like 52:54:00:12:34:56=9000");
  }
  identity.mtu = setting.second;
  return {};
}

// What the initramfs alone goes by.
Outcome take_driver_setting(const Setting& setting, Identity& identity) {
  unsigned number = 0;
  bool seconds = setting.first == "NETROOT_DEADSECS";
  (seconds ? identity.deadsecs : identity.maxout) = setting.second;
  if (seconds)
    return take_number(setting, 0, 2147483647, "a number of seconds", number);
  return take_number(setting, 1, 1024, "a number of frames from 1 to 1024", number);
}

Outcome take(const Setting& setting, Identity& identity) {
  const std::string& key = setting.first;
  if (key == "NETROOT_TARGET") {
    if (!is_target(setting.second))
      return refused(setting, "a target like e0.0");
    identity.target = setting.second;
  } else if (key == "NETROOT_MACS") {
    return take_macs(setting, identity);
  } else if (key == "NETROOT_TIMEOUT") {
    return take_number(setting, 1, 3600, "a number of seconds from 1 to 3600", identity.timeout);
  } else if (key == "NETROOT_MTU") {
    return take_mtu(setting, identity);
  } else if (key == "NETROOT_DEADSECS" || key == "NETROOT_MAXOUT") {
    return take_driver_setting(setting, identity);
  } else if (key == "NETROOT_ROOT_PARTITION") {
    return take_number(setting, 1, 255, "a partition number", identity.root_partition);
  } else if (key == "NETROOT_BOOT_PARTITION") {
    return take_number(setting, 0, 255, "a partition number", identity.boot_partition);
  }
  return {};
}

std::vector<Setting> settings_of(const Identity& identity) {
  std::vector<Setting> all = {{"NETROOT_TARGET", identity.target},
                              {"NETROOT_MACS", "\"" + join(identity.macs, " ") + "\""},
                              {"NETROOT_TIMEOUT", std::to_string(identity.timeout)}};
  if (!identity.mtu.empty())
    all.emplace_back("NETROOT_MTU", "\"" + identity.mtu + "\"");
  if (identity.root_partition) {
    all.emplace_back("NETROOT_ROOT_PARTITION", std::to_string(identity.root_partition));
    all.emplace_back("NETROOT_BOOT_PARTITION", std::to_string(identity.boot_partition));
  }
  return all;
}

std::string with_setting(const std::string& text, const Setting& setting) {
  std::string result;
  bool found = false;
  for (const std::string& line : lines(text)) {
    auto old = setting_of(line);
    bool ours = old && old->first == setting.first;
    found = found || ours;
    result +=
        (ours ? setting.first + "=" + setting.second + line.substr(remark_of(line)) : line) + "\n";
  }
  return found ? result : result + setting.first + "=" + setting.second + "\n";
}

std::string with_identity(std::string_view existing, const Identity& identity) {
  std::string text(existing);
  if (text.empty())
    text = "# The AoE target that holds the root file system, the addresses of the NICs it is\n"
           "# reached by, and how long to wait for it (seconds). The initramfs reads a copy:\n"
           "# run \"update-initramfs -u -k all\" after a change.\n";
  for (const Setting& setting : settings_of(identity))
    text = with_setting(text, setting);
  return text;
}

} // namespace

Result<Identity> parse_identity(std::string_view text) {
  Identity identity;
  for (const std::string& line : lines(text))
    if (auto setting = setting_of(line))
      if (auto taken = take(*setting, identity); !taken)
        return tl::unexpected(taken.error());
  if (identity.target.empty())
    return failure(std::string(identity_path) + " does not say NETROOT_TARGET",
                   "Add the line NETROOT_TARGET=eSHELF.SLOT of the AoE disk this system is on.");
  return identity;
}

Result<Identity> load_identity(const RootDir& root) {
  auto text = read_file(root, identity_path);
  if (!text)
    return failure(text.error().what,
                   "It is written when the system is installed; it holds at least "
                   "NETROOT_TARGET=eSHELF.SLOT of the AoE disk.");
  return parse_identity(*text);
}

Result<std::string> identity_file_with(const RootDir& root, const Identity& identity) {
  if (!is_target(identity.target))
    return failure("\"" + identity.target + "\" is not an AoE target like e0.0");
  if (!exists(root, identity_path))
    return with_identity({}, identity);
  auto old = read_file(root, identity_path);
  return old ? Result<std::string>(with_identity(*old, identity)) : old;
}

Outcome save_identity(const RootDir& root, const Identity& identity) {
  auto text = identity_file_with(root, identity);
  if (!text)
    return tl::unexpected(text.error());
  if (auto made = make_dirs(root, "/etc/netroot"); !made)
    return made;
  return atomic_save(root, identity_path, *text);
}

} // namespace netroot
