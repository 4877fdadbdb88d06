// SPDX-License-Identifier: GPL-2.0-or-later
// ATA IDENTIFY DEVICE by AoE.
#pragma once
#include "udeb/aoe/client.h"
#include "udeb/aoe/identity.h"

namespace netroot::aoe {

struct IdentityAnswer {
  Result<Identity> identity;
  std::optional<std::chrono::microseconds> round_trip; // when it was asked once only
};

void ask_identity(Client& client, const Path& path, std::function<void(IdentityAnswer)> done,
                  const Retry& retry = {});

// What is wrong with the answer to an ATA command, in words; nothing when it is right. `what` is
// the command ("ATA IDENTIFY"), `bytes` the data that it must bring.
std::optional<std::string> ata_trouble(const Frame* answer, const std::string& what, size_t bytes);

} // namespace netroot::aoe
