// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/sanboot_files.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>

namespace netroot {
namespace {

constexpr std::string_view signature = "made by netroot";

// The last word of the commented line that hands out the script.
std::string url_in(const RootDir& root) {
  auto text = read_file(root, sanboot_dnsmasq_path);
  for (const std::string& line : text ? lines(*text) : std::vector<std::string>())
    if (line.find(",tag:ipxe,") != line.npos)
      return line.substr(line.rfind(',') + 1);
  return example_script_url;
}

} // namespace

std::vector<SanbootFile> sanboot_files(const Sanboot& how, const std::string& script_url) {
  return {{sanboot_script_path, sanboot_script(how)},
          {sanboot_dnsmasq_path, dnsmasq_lines(how, script_url)},
          {sanboot_dhcpd_path, isc_dhcpd_lines(how, script_url)}};
}

bool is_in_step(std::string_view script, const Identity& identity) {
  bool target = false, macs = identity.macs.empty();
  for (const std::string& line : lines(script)) {
    auto word = words(line);
    target =
        target || (!word.empty() && word[0] == "sanboot" &&
                   std::find(word.begin(), word.end(), "aoe:" + identity.target) != word.end());
    macs = macs || std::any_of(identity.macs.begin(), identity.macs.end(),
                               [&](const auto& mac) { return line.find(mac) != line.npos; });
  }
  return target && (macs || script.find("/mac}") == script.npos);
}

void plan_sanboot_files(const RootDir& root, const std::string& identity_text,
                        std::vector<FileChange>& changes) {
  auto identity = parse_identity(identity_text);
  auto script = read_file(root, sanboot_script_path);
  if (!identity || !script || script->find(signature) == std::string::npos ||
      is_in_step(*script, *identity))
    return;
  // a script that chooses no port asks nothing by itself and tells nothing of what was wanted
  bool dhcp =
      script->find("dhcp net") != std::string::npos || script->find("/mac}") == std::string::npos;
  for (const SanbootFile& file :
       sanboot_files({identity->target, identity->macs, dhcp, std::nullopt}, url_in(root))) {
    auto before = read_file(root, file.path);
    if (before && *before != file.bytes)
      changes.push_back({file.path, *before, file.bytes});
  }
}

} // namespace netroot
