// SPDX-License-Identifier: GPL-2.0-or-later
// Answers: every decision of an installation in one object. It is filled from debconf in the
// installer, or from a file in debconf preseed syntax (--answers FILE); steps read nothing else.
// The questions and their words are the templates in udeb/installer/*.templates.
#pragma once
#include "system/result.h"
#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace netroot {

// Where aoe.ko may come from; Auto tries media, path, url, mirror in this order.
enum class ModuleSource { Auto, Media, Path, Url, Mirror };
// None: the boot sectors and menu.lst are left alone.
enum class BootLoader { GrubLegacy, None };
enum class SanbootMethod { Script, RootPath };
// Auto: as large as frames pass to the target and back.
enum class MtuChoice { Auto, Keep, Bytes };

struct Answers {
  bool attach = true;          // netroot/attach: boolean
  std::string target = "auto"; // netroot/target: "eSHELF.SLOT" (0..65534 . 0..254), "auto"
  // netroot/target-map: what "auto" is for each machine; absolute path, http, https, tftp, file
  std::string target_map;
  std::vector<std::string> interfaces; // netroot/interfaces: names; empty: all Ethernet
  std::chrono::seconds timeout{60};    // netroot/timeout: 1..3600, for carrier and for discovery
  // netroot/alias: a name under /dev; "none" is empty here. "auto", which is what nobody answered,
  // is "sda" as long as that name is free; a name that was given is insisted on.
  std::string alias = "sda";
  bool alias_insisted = false;
  // netroot/module/source: auto media path url mirror
  ModuleSource module_source = ModuleSource::Auto;
  std::string module_path;         // netroot/module/path: a .deb or a folder that holds it
  std::string module_url;          // netroot/module/url: http, https, tftp, file
  std::string module_sha256;       // netroot/module/sha256: of that .deb, 64 hex digits
  bool module_unchecked = false;   // netroot/module/allow-unchecked: boolean
  bool overwrite = false;          // netroot/overwrite: a target that holds data may be taken
  MtuChoice mtu = MtuChoice::Auto; // netroot/mtu: auto, keep, or bytes
  unsigned mtu_bytes = 0;          // 1500..16384 with Bytes
  std::vector<std::string> allow_imposter; // netroot/allow-imposter: targets; whoever answers
  bool claim = true;          // netroot/claim: the target's config string says whose it is
  bool takeover = false;      // netroot/takeover: even when another machine has claimed it
  bool reserve = false;       // netroot/reserve: the target is for the chosen cards alone
  std::string kernel_options; // netroot/kernel-options: added to "# kopt="
  BootLoader boot_loader = BootLoader::GrubLegacy; // netroot/bootloader: grub-legacy none
  // netroot/sanboot/method: script root-path; which lines are shown at the end
  SanbootMethod sanboot_method = SanbootMethod::Script;
  bool sanboot_dhcp = true; // netroot/sanboot/dhcp: the sanboot script asks DHCP first
  // netroot/sanboot/publish: http, https, tftp, with the file's name; empty: not published. May
  // hold a password: show it by shown_url() (system/url.h) alone.
  std::string sanboot_publish;
};

// Question name ("netroot/target") to value, as debconf or a preseed file gave it.
using RawAnswers = std::map<std::string, std::string>;

// The names of all questions this version knows.
const std::vector<std::string_view>& known_questions();
// Checks and converts; absent or empty means the default. Error (Usage) names the question, the
// value and what would be accepted; an unknown name under netroot/ is one too, with the nearest
// known name.
Result<Answers> to_answers(const RawAnswers& raw);

} // namespace netroot
