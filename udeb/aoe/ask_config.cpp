// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/ask_config.h"
#include "udeb/target_name.h"

namespace netroot::aoe {

Result<ConfigAnswer> ask_config(Client& client, const Path& path, ConfigCommand command,
                                const std::string& string) {
  Config config;
  config.command = command;
  config.string = string;
  std::optional<ConfigAnswer> answer;
  client.ask(
      path, config,
      [&](const Frame* frame, const Trip&) {
        if (frame)
          answer = {argument_of<Config>(*frame)->string,
                    frame->header.error ? frame->header.code : ErrorCode::None};
      },
      config_retry);
  if (auto ran = client.run(); !ran)
    return tl::unexpected(ran.error());
  if (!answer)
    return failure(TargetName{path.address.shelf, path.address.slot}.text() +
                       " does not answer a config query on " +
                       client.wire().cards()[path.card].name,
                   "Its server or the link may have gone; look again.");
  return *answer;
}

} // namespace netroot::aoe
