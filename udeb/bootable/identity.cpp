// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/identity.h"
#include "system/files.h"
#include "system/text.h"
#include "udeb/bootable/step_of.h"
#include <vector>

namespace netroot::bootable {
namespace {

struct Setting {
  std::string name, line;
};

std::vector<Setting> settings(const AttachedDisk& disk, const Answers& answers) {
  return {{"NETROOT_TARGET", "NETROOT_TARGET=" + disk.target},
          {"NETROOT_MACS", "NETROOT_MACS=\"" + disk.mac + "\""},
          {"NETROOT_TIMEOUT", "NETROOT_TIMEOUT=" + std::to_string(answers.timeout.count())}};
}

bool sets(const std::string& line, const std::string& name) {
  return line.rfind(name + "=", 0) == 0;
}

// What the file would be now: the old one with our lines in it.
Result<std::string> wanted(const BootableInputs& inputs) {
  if (!exists(inputs.target, identity_path))
    return identity_text(inputs.disk, inputs.answers);
  auto existing = read_file(inputs.target, identity_path);
  if (!existing)
    return existing;
  return with_identity(*existing, inputs.disk, inputs.answers);
}

} // namespace

std::string identity_text(const AttachedDisk& disk, const Answers& answers) {
  std::string text =
      "# The AoE target that holds the root file system, the addresses of the NICs it is\n"
      "# reached by, and how long to wait for it (seconds). The initramfs reads a copy:\n"
      "# run \"update-initramfs -u -k all\" after a change.\n";
  for (const auto& setting : settings(disk, answers))
    text += setting.line + "\n";
  return text;
}

std::string with_identity(const std::string& existing, const AttachedDisk& disk,
                          const Answers& answers) {
  auto all = lines(existing);
  for (const auto& setting : settings(disk, answers)) {
    bool found = false;
    for (auto& line : all) {
      if (!sets(line, setting.name))
        continue;
      line = setting.line;
      found = true;
    }
    if (!found)
      all.push_back(setting.line);
  }
  return join(all, "\n") + "\n";
}

std::unique_ptr<Step> write_identity(const BootableInputs& inputs) {
  return step_of(
      "write the target's identity to " + std::string(identity_path),
      [inputs]() -> Result<bool> {
        auto text = wanted(inputs);
        if (!text)
          return tl::unexpected(text.error());
        auto now = read_file(inputs.target, identity_path);
        return now && *now == *text;
      },
      [inputs]() -> Outcome {
        auto text = wanted(inputs);
        if (!text)
          return tl::unexpected(text.error());
        auto made = make_dirs(inputs.target, "/etc/netroot");
        return made ? atomic_save(inputs.target, identity_path, *text) : made;
      });
}

} // namespace netroot::bootable
