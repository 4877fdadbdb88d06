// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/attach/attach.h"
#include "udeb/wizard/target_board.h"

namespace netroot::wizard {
namespace {

std::string refusal(const Target& target, const std::string& used) {
  const std::string name = target.name.text();
  if (!target.up)
    return name + " does not answer any more (" + target.state +
           "): start its server, or check the link to it.";
  if (!used.empty())
    return name + " is in use on this machine: " + used +
           ". Unmount it, turn its swap off, or close what lies on it (LVM, RAID, encryption).";
  if (target.bytes < smallest_target)
    return name + " has " + size_text(target.bytes) + "; at least " + size_text(smallest_target) +
           " are needed: export a larger disk.";
  return {};
}

std::string contents_text(const Target& target, const Seen* seen, const std::string& used) {
  const std::string in_use = used.empty() ? "" : "in use; ";
  if (!target.up)
    return "does not answer";
  if (seen == nullptr)
    return in_use + "...";
  return in_use +
         (seen->unreadable.empty() ? contents_in_short(seen->look.contents) : "cannot be read");
}

void add_identity(std::vector<std::string>& lines, const DiskIdentity& identity) {
  if (!identity.serial.empty())
    lines.push_back("serial " + identity.serial +
                    (identity.firmware.empty() ? "" : ", firmware " + identity.firmware));
  else if (!identity.firmware.empty())
    lines.push_back("firmware " + identity.firmware);
}

void add_contents(std::vector<std::string>& lines, const Target& target, const Seen* seen) {
  if (seen == nullptr)
    return lines.push_back(target.up ? "what is on it is being looked at"
                                     : "state " + target.state);
  if (!seen->unreadable.empty())
    return lines.push_back("what is on it cannot be told: " + seen->unreadable);
  auto contents = contents_in_lines(seen->look.contents, target.name.text());
  if (contents.empty())
    contents.emplace_back("nothing is recognised on it");
  lines.insert(lines.end(), contents.begin(), contents.end());
}

std::vector<std::string> details(const Target& target, const Seen* seen, const std::string& used) {
  std::vector<std::string> lines;
  if (seen != nullptr)
    add_identity(lines, seen->look.identity);
  lines.push_back("server " + target.mac + " on " +
                  (target.interface.empty() ? "no card" : target.interface) + ", state " +
                  target.state);
  if (!used.empty())
    lines.push_back("in use: " + used);
  if (target.bytes > msdos_reach)
    lines.push_back("GRUB legacy starts only from a disk of up to " + size_text(msdos_reach));
  add_contents(lines, target, seen);
  return lines;
}

} // namespace

tui::Choice target_row(const Target& target, const Seen* seen, const std::string& used) {
  const std::string name = target.name.text();
  const std::string model =
      seen == nullptr || seen->look.identity.model.empty() ? "-" : seen->look.identity.model;
  return {name,
          {name, size_text(target.bytes), model, target.interface.empty() ? "-" : target.interface,
           contents_text(target, seen, used)},
          details(target, seen, used),
          refusal(target, used)};
}

} // namespace netroot::wizard
