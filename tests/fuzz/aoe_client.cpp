// SPDX-License-Identifier: GPL-2.0-or-later
// A fabric made of the fuzzer's bytes against discovery, a claim, a read and a measurement. The
// input is a list of frames, each behind a byte for its length and one for its card and delay; each
// answers what was sent last: bit by bit it says which fields are made right, so that hostile
// answers get past the matching.
#include "tests/fuzz/fuzz.h"
#include "udeb/aoe/claim.h"
#include "udeb/aoe/quality.h"
#include "udeb/aoe/read.h"
#include <cstring>

using namespace netroot;
using namespace netroot::aoe;

namespace {

class HostileWire : public Wire {
public:
  explicit HostileWire(std::string_view bytes) : left_(bytes) {}
  const std::vector<Card>& cards() const override { return cards_; }
  Clock::time_point now() override { return now_; }
  bool send(size_t card, ByteView frame) override {
    must(card < cards_.size(), "only cards that are there are used");
    auto sent = decode(frame);
    must(frame.size() >= smallest_frame && sent, "what is sent is a frame");
    auto ata = argument_of<Ata>(*sent);
    must(!ata || !ata->write, "nothing is written to a disk");
    last_sent_.assign(frame.begin(), frame.end());
    last_card_ = card;
    answers_left_ = 4;
    return frame.size() <= cards_[card].mtu + ethernet_header_size;
  }
  std::optional<Received> receive() override {
    if (left_.size() < 3 || last_sent_.empty() || answers_left_-- <= 0)
      return std::nullopt;
    const size_t length = std::min<size_t>(static_cast<uint8_t>(left_[0]) * 8, left_.size() - 3);
    const auto how = static_cast<uint8_t>(left_[1]);
    const auto delay = static_cast<uint8_t>(left_[2]);
    frame_.assign(left_.begin() + 3, left_.begin() + 3 + static_cast<std::ptrdiff_t>(length));
    left_.remove_prefix(3 + length);
    now_ += Milliseconds(delay);
    make_right(how);
    return Received{how & 0x80 ? 1 - last_card_ : last_card_, frame_};
  }
  Outcome wait(Clock::time_point deadline) override {
    if (++waits_ > 3000)
      return failure("interrupted");
    now_ = std::max(now_, std::min(deadline, now_ + Milliseconds(500)));
    return {};
  }

private:
  void copy(size_t to, size_t from, size_t count) {
    if (frame_.size() >= to + count)
      std::memcpy(frame_.data() + to, last_sent_.data() + from, count);
  }
  void make_right(uint8_t how) {
    if (how & 0x01)
      copy(12, 12, 12); // type to tag
    if (how & 0x01 && frame_.size() > 14)
      frame_[14] |= 0x08;
    if (how & 0x02)
      copy(6, 0, 6); // the server that was asked
    if (how & 0x04)
      copy(24, 24, 12); // registers, or config header
    if (how & 0x08 && frame_.size() > 18)
      frame_[16] = frame_[17] = frame_[18] = how >> 4; // a target
    if (how & 0x10)
      copy(32, 32, std::min<size_t>(frame_.size() - std::min<size_t>(frame_.size(), 32), 28));
    if (how & 0x20)
      frame_.resize(9000);
  }

  std::string_view left_;
  std::vector<Card> cards_{{"ens3", {{2, 0, 0, 0, 0, 1}}, 1500, true},
                           {"ens4", {{2, 0, 0, 0, 0, 2}}, 9000, true}};
  Clock::time_point now_{};
  Bytes last_sent_, frame_;
  size_t last_card_ = 0;
  int answers_left_ = 0, waits_ = 0;
};

} // namespace

FUZZ(bytes) {
  HostileWire wire(bytes);
  Client client(wire, 1);
  DiscoveryPlan plan;
  plan.most_paths = 50;
  auto found = discover(client, plan);
  const Counters& c = client.counters();
  must(c.received == c.answers + c.dropped(), "every frame is counted as what it is");
  if (!found)
    return;
  must(!client.busy(), "nothing is under way when discovery is done");
  for (const FoundTarget& target : found->targets) {
    must(!target.paths.empty(), "a target has a path");
    (void)describe_doubts(target, wire.cards());
    const Owner us{"us", {}, 1, std::string(32, 'a')};
    (void)claim_target(client, target, us);
    (void)release_target(client, target, us);
    const FoundPath& path = target.paths[0];
    uint64_t taken = 0;
    (void)read_extents(client, path, {{0, 40}}, [&](uint64_t lba, ByteView data) {
      must(lba < 40 && data.size() % sector_size == 0, "only sectors that were asked for come");
      taken += data.size() / sector_size;
      return Outcome{};
    });
    must(taken <= 40, "no sector comes twice");
    if (auto quality = measure_path(client, path, {3, Milliseconds(1), {}}))
      (void)describe_qualities({target.name, {path}, {}}, {*quality}, wire.cards());
  }
  must(c.received == c.answers + c.dropped(),
       "every frame is counted as what it is, at the end too");
}
