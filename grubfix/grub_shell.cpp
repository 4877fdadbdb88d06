// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/grub_shell.h"
#include "system/text.h"
#include <algorithm>
#include <array>

namespace netroot {
namespace {

struct KnownError {
  std::string_view start; // of the shell's line
  const char* hint;
};
constexpr std::array<KnownError, 8> known_errors = {{
    {"Error 2:",
     "/boot is on an ext4 made with a feature GRUB legacy cannot read (bigalloc?); make "
     "that file system again without it."},
    {"Error 12:", "The shell did not accept the disk; the error before this one says why."},
    {"Error 15:",
     "GRUB does not find its stage files in /boot/grub on that partition: they are not "
     "there, it is the wrong partition, or the file system uses inline_data."},
    {"Error 17:",
     "GRUB legacy cannot read that partition: it takes ext2, ext3 or ext4 on a disk with "
     "an MBR (msdos) label, not GPT."},
    {"Error 18:",
     "The files in /boot lie beyond what the BIOS reaches; use a small /boot partition "
     "at the start of the disk."},
    {"Error 21:", "The disk that device.map calls (hd0) is not there; check /boot/grub/device.map "
                  "and that the AoE disk is attached."},
    {"Error 22:",
     "That partition does not exist, or its node does not; check the partition number, "
     "and that the label is MBR (msdos)."},
    {"Error 24:", "GRUB tried to read past the end of the partition: check that file system."},
}};

std::string hint_for(std::string_view line) {
  for (const KnownError& known : known_errors)
    if (line.starts_with(known.start))
      return known.hint;
  return "The GRUB manual's chapter \"Stage2 errors\" explains it.";
}

std::string script(const GrubInstall& install) {
  std::string drive = "(" + install.drive + ")";
  return "root " + install.root + "\nsetup --stage2=" + install.stage2 + " " + drive + "\nquit\n";
}

// "   Running \"install …\"... succeeded" on one line, or with "succeeded" on the next.
bool ran(const std::vector<std::string>& output, size_t line, std::string_view command) {
  if (output[line].find("Running \"" + std::string(command) + " ") == std::string::npos)
    return false;
  return output[line].ends_with("succeeded") ||
         (line + 1 < output.size() && trim(output[line + 1]) == "succeeded");
}

} // namespace

Outcome judge_grub_output(std::string_view output) {
  bool embedded = false, installed = false, done = false;
  std::vector<std::string> said = lines(output);
  for (size_t i = 0; i < said.size(); i++) {
    std::string_view line = trim(said[i]);
    if (line.starts_with("Error "))
      return failure("GRUB's shell said: " + std::string(line), hint_for(line));
    embedded = embedded || ran(said, i, "embed");
    installed = installed || ran(said, i, "install");
    done = done || (installed && line == "Done.");
  }
  if (!installed || !done)
    return failure("GRUB's shell did not say that it installed anything; its last words: " +
                       last_lines(output, 3),
                   "Run the command by hand to see what it does.");
  if (!embedded)
    return failure("GRUB's stage1_5 could not be embedded behind the MBR",
                   "Leave at least 20 sectors before the first partition.");
  return {};
}

namespace {

Result<std::string> talk(Runner& runner, const Where& where, const std::string& device_map,
                         const std::string& input) {
  Command command;
  command.argv = {"grub", "--batch", "--no-floppy", "--device-map=" + device_map};
  command.input = input;
  command.timeout = std::chrono::seconds(120);
  command.where = where;
  auto finished = runner.run(command);
  if (!finished)
    return tl::unexpected(finished.error());
  if (finished->exit_status == 127)
    return usage_error("there is no grub shell (" + command.text() + ")",
                       "Install the package grub-legacy.");
  if (finished->timed_out)
    return failure("GRUB's shell did not end within 120 s",
                   "Is the AoE disk still answering? An ext4 with inline_data stops it as well.");
  if (!finished->ok())
    return failure("GRUB's shell ended with status " + std::to_string(finished->exit_status) +
                       ": " + last_lines(finished->err, 2),
                   "Check " + device_map + ": one \"(hd0) /dev/…\" a line.");
  return finished->out;
}

} // namespace

Outcome install_grub(Runner& runner, const GrubInstall& install) {
  auto said = talk(runner, install.where, install.device_map, script(install));
  if (!said)
    return failure(said.error().what, said.error().hint);
  return judge_grub_output(*said);
}

Outcome judge_finds(std::string_view output, const std::string& root,
                    const std::vector<std::string>& files) {
  constexpr std::string_view prompt = "grub> find ";
  size_t next = 0; // of the files, the one whose answer has not come yet
  for (const std::string& line : lines(output)) {
    std::string_view said = trim(line);
    if (said.starts_with("Error "))
      return failure("GRUB does not find " + (next < files.size() ? files[next] : "the partition") +
                         ": " + std::string(said),
                     hint_for(said));
    if (next < files.size() && said == root)
      next++;
    else if (size_t at = line.find(prompt);
             at != line.npos && next < files.size() &&
             std::string_view(line).substr(at + prompt.size()) != files[next])
      return failure("GRUB finds " + files[next] + " on another partition than " + root,
                     "Check which partition holds /boot.");
  }
  if (next == files.size())
    return {};
  return failure("GRUB's shell did not say that it finds " + files[next] +
                     "; its last words: " + last_lines(output, 3),
                 "Run grub by hand and try find on it.");
}

Outcome check_grub_finds(Runner& runner, const Where& where, const std::string& device_map,
                         const std::string& disk, const std::string& root,
                         const std::vector<std::string>& files) {
  std::string input = "device (hd0) " + disk + "\nroot " + root + "\n";
  for (const std::string& file : files)
    input += "find " + file + "\n";
  auto said = talk(runner, where, device_map, input + "quit\n");
  return said ? judge_finds(*said, root, files) : tl::unexpected(said.error());
}

} // namespace netroot
