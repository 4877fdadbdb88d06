// SPDX-License-Identifier: GPL-2.0-or-later
// The sanboot script put where the boot ROM will load it from (netroot/sanboot/publish).
#pragma once
#include "grubfix/verify.h"
#include "system/step.h"
#include "udeb/bootable/plan.h"
#include <memory>
#include <optional>

namespace netroot::bootable {

// What came of it, kept in /run/netroot/published: lines "URL=", "ANSWER=", "ERROR=", "HINT=", an
// empty line, then the script as it was sent. Readable by root alone, as the URL may hold a
// password.
inline constexpr char published_path[] = "/run/netroot/published";

struct Publication {
  std::string url;
  std::string script;
  std::string answer;      // the server's; "" for TFTP, which only acknowledges
  std::string error, hint; // why it failed; both empty: it did not
};

// Nothing when nothing was published yet.
std::optional<Publication> load_publication(const RootDir& installer);
// One sentence for a person, without the password.
std::string sentence_of(const Publication& publication);
// A failure is a warning: the system boots by a script that was copied by hand as well.
Check check_publication(const Publication& publication);

// True when the answers ask for it.
bool is_published(const BootableInputs& inputs);
// Done when the same bytes are at the same URL already. A server that refuses is noted and ends
// nothing.
std::unique_ptr<Step> publish_sanboot_script(const BootableInputs& inputs);

} // namespace netroot::bootable
