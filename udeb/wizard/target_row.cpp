// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/text.h"
#include "udeb/aoe/owner.h"
#include "udeb/attach/attach.h"
#include "udeb/wizard/target_board.h"
#include <ctime>

namespace netroot::wizard {
namespace {

std::string refusal(const Target& target, const std::string& used, const std::string& doubt) {
  const std::string name = target.name.text();
  if (!target.up)
    return name + " does not answer any more (" + target.state +
           "): start its server, or check the link to it.";
  if (!doubt.empty())
    return name + " may not be the disk that it seems to be: " + doubt +
           ". Stop the server that is wrong; if both are meant, preseed netroot/allow-imposter " +
           name + ".";
  if (!used.empty())
    return name + " is in use on this machine: " + used +
           ". Unmount it, turn its swap off, or close what lies on it (LVM, RAID, encryption).";
  if (target.bytes < smallest_target)
    return name + " has " + size_text(target.bytes) + "; at least " + size_text(smallest_target) +
           " are needed: export a larger disk.";
  return {};
}

std::string contents_text(const Target& target, const Seen* seen, const std::string& used,
                          const Remarks& remarks) {
  const std::string in_use = !used.empty()                              ? "in use; "
                             : remarks.claim.empty() || remarks.is_ours ? ""
                                                                        : "claimed; ";
  if (!target.up)
    return "does not answer";
  if (seen == nullptr)
    return in_use + "...";
  return in_use +
         (seen->unreadable.empty() ? contents_in_short(seen->look.contents) : "cannot be read");
}

// Few lines fit below a list: what is on the disk comes first, in one that wraps.
std::string on_it(const Target& target, const Seen* seen) {
  if (seen == nullptr)
    return target.up ? "what is on it is being looked at" : "state " + target.state;
  if (!seen->unreadable.empty())
    return "what is on it cannot be told: " + seen->unreadable;
  auto contents = contents_in_lines(seen->look.contents, target.name.text());
  return contents.empty() ? "nothing is recognised on it" : "on it: " + join(contents, "; ");
}

std::string origin(const Target& target, const Seen* seen) {
  std::vector<std::string> parts;
  if (seen != nullptr && !seen->look.identity.serial.empty())
    parts.push_back("serial " + seen->look.identity.serial);
  if (seen != nullptr && !seen->look.identity.firmware.empty())
    parts.push_back("firmware " + seen->look.identity.firmware);
  parts.push_back("server " + target.mac +
                  (target.interface.empty() ? "" : " on " + target.interface));
  return join(parts, ", ");
}

std::string claim_text(const Remarks& remarks) {
  const std::string who =
      aoe::describe_owner(remarks.claim, static_cast<uint64_t>(std::time(nullptr)));
  return "claimed by " + (remarks.is_ours ? "this computer: " + who : who);
}

std::vector<std::string> details(const Target& target, const Seen* seen, const std::string& used,
                                 const Remarks& remarks) {
  std::vector<std::string> lines;
  if (!remarks.doubt.empty())
    lines.push_back("doubtful: " + remarks.doubt);
  if (!remarks.claim.empty())
    lines.push_back(claim_text(remarks));
  if (!used.empty())
    lines.push_back("in use: " + used);
  if (target.bytes > msdos_reach)
    lines.push_back("GRUB legacy starts only from a disk of up to " + size_text(msdos_reach));
  lines.push_back(on_it(target, seen));
  const Ways ways = seen == nullptr ? Ways() : seen->ways;
  lines.insert(lines.end(), ways.warnings.begin(), ways.warnings.end());
  lines.push_back(origin(target, seen));
  lines.insert(lines.end(), ways.figures.begin(), ways.figures.end());
  return lines;
}

} // namespace

tui::Choice target_row(const Target& target, const Seen* seen, const std::string& used,
                       const Remarks& remarks) {
  const std::string name = target.name.text();
  const std::string model =
      seen == nullptr || seen->look.identity.model.empty() ? "-" : seen->look.identity.model;
  return {name,
          {name, size_text(target.bytes), model, target.interface.empty() ? "-" : target.interface,
           contents_text(target, seen, used, remarks)},
          details(target, seen, used, remarks),
          refusal(target, used, remarks.doubt)};
}

} // namespace netroot::wizard
