// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/ask_identity.h"

namespace netroot::aoe {
namespace {

constexpr uint8_t identify_device = 0xec;
constexpr uint8_t status_failed = 0x21; // ERR, DF (device fault)

std::string hex(unsigned value) {
  char text[8];
  std::snprintf(text, sizeof text, "0x%02x", value & 0xffU);
  return text;
}

} // namespace

std::optional<std::string> ata_trouble(const Frame* answer, const std::string& what, size_t bytes) {
  if (!answer)
    return "no answer to " + what;
  if (answer->header.error)
    return what + ": " + error_text(answer->header.code);
  const Ata& ata = *argument_of<Ata>(*answer);
  if (ata.command_or_status & status_failed)
    return what + " failed in the disk (status " + hex(ata.command_or_status) + ", error " +
           hex(ata.feature_or_error) + ")";
  if (ata.data.size() < bytes)
    return what + ": " + std::to_string(ata.data.size()) + " bytes came instead of " +
           std::to_string(bytes);
  return std::nullopt;
}

void ask_identity(Client& client, const Path& path, std::function<void(IdentityAnswer)> done,
                  const Retry& retry) {
  Ata identify;
  identify.sectors = 1;
  identify.command_or_status = identify_device;
  client.ask(
      path, identify,
      [done = std::move(done)](const Frame* frame, const Trip& trip) {
        IdentityAnswer answer;
        if (frame && trip.sends == 1)
          answer.round_trip =
              std::chrono::duration_cast<std::chrono::microseconds>(trip.round_trip);
        if (auto trouble = ata_trouble(frame, "ATA IDENTIFY", sector_size))
          answer.identity = failure(*trouble);
        else
          answer.identity = *parse_identity(argument_of<Ata>(*frame)->data);
        done(std::move(answer));
      },
      retry);
}

} // namespace netroot::aoe
