// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once
#include "udeb/aoe/client.h"

namespace netroot::aoe {

struct ConfigAnswer {
  std::string string;                  // of the target, after the command
  ErrorCode refusal = ErrorCode::None; // why the command was not carried out
};

// 50 + 100 + 200 + 400 ms: no set can be under way longer than that after it was first sent, which
// a takeover counts on.
constexpr Retry config_retry{Milliseconds(50), Milliseconds(400), 4};

// One config command, and waits for its answer. Errors: no answer; interrupted.
Result<ConfigAnswer> ask_config(Client& client, const Path& path, ConfigCommand command,
                                const std::string& string = {});

} // namespace netroot::aoe
