// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bench/aoe_disk.h"
#include "udeb/aoe/ask_identity.h"
#include "udeb/aoe/read.h"
#include <algorithm>
#include <cstring>

namespace netroot::bench {
namespace {

using aoe::sector_size;

// WRITE SECTORS and WRITE SECTORS EXT. The rest of udeb/aoe writes nothing to a disk; it is here
// alone.
aoe::Ata write_request(uint64_t lba, unsigned sectors, bool lba48, aoe::ByteView data) {
  aoe::Ata ata = aoe::read_request(lba, sectors, lba48);
  ata.command_or_status = lba48 ? 0x34 : 0x30;
  ata.write = true;
  ata.data = data;
  return ata;
}

bool needs_lba48(const aoe::Identity& identity, uint64_t end) {
  return identity.lba48 || end > 0x0fffffff;
}

} // namespace

std::vector<AoeDisk::Part> AoeDisk::parts_of(uint64_t offset, size_t size, Done done) const {
  auto block = std::make_shared<Block>();
  block->done = std::move(done);
  std::vector<Part> parts;
  const uint64_t end = (offset + size) / sector_size;
  for (uint64_t lba = offset / sector_size; lba < end; lba += sectors_)
    parts.push_back({lba, static_cast<unsigned>(std::min<uint64_t>(sectors_, end - lba)), block});
  block->left = static_cast<unsigned>(parts.size());
  return parts;
}

void AoeDisk::read(uint64_t offset, std::span<uint8_t> into, Done done) {
  for (const Part& part : parts_of(offset, into.size(), std::move(done))) {
    const size_t at = part.lba * sector_size - offset;
    ask(part,
        aoe::read_request(part.lba, part.sectors,
                          needs_lba48(*path_.identity, part.lba + part.sectors)),
        into.subspan(at, part.sectors * sector_size));
  }
}

void AoeDisk::write(uint64_t offset, std::span<const uint8_t> from, Done done) {
  for (const Part& part : parts_of(offset, from.size(), std::move(done))) {
    const size_t at = part.lba * sector_size - offset;
    ask(part,
        write_request(part.lba, part.sectors, needs_lba48(*path_.identity, part.lba + part.sectors),
                      from.subspan(at, part.sectors * sector_size)),
        {});
  }
}

void AoeDisk::ask(const Part& part, const aoe::Ata& request, std::span<uint8_t> into) {
  auto answered = [this, part, into, write = request.write](const aoe::Frame* frame,
                                                            const aoe::Trip&) {
    const std::string what =
        (write ? "writing sector " : "reading sector ") + std::to_string(part.lba);
    if (auto trouble = aoe::ata_trouble(frame, what, into.size()))
      part.block->trouble =
          TargetName{path_.path.address.shelf, path_.path.address.slot}.text() + ": " + *trouble;
    else if (!into.empty())
      std::memcpy(into.data(), aoe::argument_of<aoe::Ata>(*frame)->data.data(), into.size());
    if (--part.block->left == 0)
      part.block->done(part.block->trouble);
  };
  client_.ask(path_.path, request, std::move(answered), aoe::reading_retry);
}

std::optional<Sent> AoeDisk::sent() {
  return Sent{client_.counters().sent, client_.counters().sent_again};
}

} // namespace netroot::bench
