// SPDX-License-Identifier: GPL-2.0-or-later
// A target's disk by the protocol, in frames of a given number of sectors: what decides is the
// frame that is sent, so the MTU of a card in use stays as it is.
#pragma once
#include "udeb/aoe/discovery.h"
#include "udeb/bench/disk.h"
#include <memory>

namespace netroot::bench {

class AoeDisk : public Disk {
public:
  // The path has an identity; `sectors` of 512 bytes at most go into a frame, 1 to 255. As many
  // requests go out at a time as the client's window for the path has room for.
  AoeDisk(aoe::Client& client, const aoe::FoundPath& path, unsigned sectors)
      : client_(client), path_(path), sectors_(sectors) {}

  uint64_t bytes() const override { return path_.identity->bytes(); }
  void read(uint64_t offset, std::span<uint8_t> into, Done done) override;
  void write(uint64_t offset, std::span<const uint8_t> from, Done done) override;
  Outcome run() override { return client_.run(); }
  std::optional<Sent> sent() override;
  Clock::time_point now() override { return client_.wire().now(); }

private:
  struct Block {       // one read() or write()
    unsigned left = 0; // requests without an answer
    std::string trouble;
    Done done;
  };
  struct Part { // one frame's share of it
    uint64_t lba = 0;
    unsigned sectors = 0;
    std::shared_ptr<Block> block;
  };
  std::vector<Part> parts_of(uint64_t offset, size_t size, Done done) const;
  void ask(const Part& part, const aoe::Ata& request, std::span<uint8_t> into);

  aoe::Client& client_;
  const aoe::FoundPath path_;
  const unsigned sectors_;
};

} // namespace netroot::bench
