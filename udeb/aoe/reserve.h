// SPDX-License-Identifier: GPL-2.0-or-later
// Reservations: a target that knows them carries out ATA commands of the Ethernet addresses in its
// list alone, of everybody's while the list is empty. IDENTIFY and config queries stay open.
#pragma once
#include "udeb/aoe/client.h"

namespace netroot::aoe {

enum class ListState {
  Done,    // `macs` is the list now
  Refused, // the list is another client's; `macs` shows it
  Unknown, // the target has no such list, or none that works
};

struct ListAnswer {
  ListState state = ListState::Unknown;
  std::vector<Mac> macs;
  std::string why; // of Unknown
};

// Errors of all: no answer; interrupted.
Result<ListAnswer> read_reservation(Client& client, const Path& path);
// For these addresses alone: every card that the disk will be used through. Refused when it is
// reserved for others. What counts is the list read back.
Result<ListAnswer> reserve_target(Client& client, const Path& path, const std::vector<Mac>& macs);
// Empties the list where one of `macs` is in it; leaves others' alone.
Result<ListAnswer> release_reservation(Client& client, const Path& path,
                                       const std::vector<Mac>& macs);

} // namespace netroot::aoe
