// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bootable/kernel_options.h"
#include "system/files.h"
#include "system/text.h"
#include <algorithm>

namespace netroot::bootable {
namespace {

bool is_console(const std::string& word) {
  return word.rfind("console=", 0) == 0;
}

void add_new(std::vector<std::string>& options, const std::vector<std::string>& more) {
  for (const auto& word : more)
    if (std::find(options.begin(), options.end(), word) == options.end())
      options.push_back(word);
}

Result<std::string> ask_user_parameters(const BootableInputs& inputs) {
  if (!exists(inputs.installer, "/bin/user-params"))
    return std::string();
  Command command;
  command.argv = {"user-params"};
  command.hand_on_debconf = true; // it asks for debian-installer/add-kernel-opts
  auto printed = inputs.runner.run(command);
  if (!printed)
    return tl::unexpected(printed.error());
  return printed->out;
}

Result<std::vector<std::string>> user_parameters(const BootableInputs& inputs) {
  auto text = exists(inputs.installer, user_parameters_path)
                  ? read_file(inputs.installer, user_parameters_path)
                  : ask_user_parameters(inputs);
  if (!text)
    return tl::unexpected(text.error());
  return words(*text);
}

// Empty when the installer is on a screen.
std::vector<std::string> serial_console(const BootableInputs& inputs) {
  std::string last;
  auto command_line = read_file(inputs.installer, "/proc/cmdline");
  if (!command_line)
    return {};
  for (const auto& word : words(*command_line))
    if (is_console(word))
      last = word;
  return last.rfind("console=ttyS", 0) == 0 ? std::vector<std::string>{last}
                                            : std::vector<std::string>{};
}

} // namespace

Result<std::string> kernel_options(const BootableInputs& inputs) {
  auto options = words(inputs.answers.kernel_options);
  auto user = user_parameters(inputs);
  if (!user)
    return tl::unexpected(user.error());
  add_new(options, *user);
  if (std::none_of(options.begin(), options.end(), is_console))
    add_new(options, serial_console(inputs));
  return join(options, " ");
}

Outcome keep_user_parameters(const BootableInputs& inputs) {
  auto text = ask_user_parameters(inputs);
  if (!text)
    return tl::unexpected(text.error());
  if (auto made = make_dirs(inputs.installer, "/run/netroot"); !made)
    return made;
  return atomic_save(inputs.installer, user_parameters_path, *text);
}

} // namespace netroot::bootable
