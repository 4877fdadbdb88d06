// SPDX-License-Identifier: GPL-2.0-or-later
// Real network cards by packet(7): one socket each, for EtherType 0x88A2 alone. Opening needs
// CAP_NET_RAW, what comes later no privilege at all.
#pragma once
#include "system/file_descriptor.h"
#include "udeb/aoe/wire.h"
#include <memory>

struct mmsghdr;

namespace netroot::aoe {

class PacketWire : public Wire {
public:
  // Errors: no such card, no Ethernet, no privilege. The links' being up is somebody else's matter:
  // one that is down sends and receives nothing until it comes up.
  static Result<std::unique_ptr<PacketWire>> open(const std::vector<std::string>& names);
  ~PacketWire() override;

  const std::vector<Card>& cards() const override { return cards_; }
  bool send(size_t card, ByteView frame) override;
  std::optional<Received> receive() override;
  Clock::time_point now() override { return Clock::now(); }
  Outcome wait(Clock::time_point deadline) override;
  // MTU and carrier of all cards as they are now.
  void look_again();

private:
  struct Batch; // frames read by one system call
  PacketWire();
  Outcome add(const std::string& name);
  void make_room_for(const Card& card);
  bool read_batch(size_t card);

  std::vector<Card> cards_;
  std::vector<FileDescriptor> sockets_;
  std::vector<bool> ready_; // of each card: poll(2) said so, and it has not been read empty
  std::unique_ptr<Batch> batch_;
};

} // namespace netroot::aoe
