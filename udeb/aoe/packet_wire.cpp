// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/packet_wire.h"
#include "system/interrupt.h"
#include "udeb/aoe/card.h"
#include <cerrno>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

namespace netroot::aoe {
namespace {

// For the answers that come while we are busy with others. The kernel grants net.core.rmem_max at
// most, silently; what does not fit is lost and asked for again.
constexpr int receive_room = 8 << 20;
// Bytes; jumbo frames, also on a card whose MTU is raised meanwhile.
constexpr size_t usual_longest = 9216 + ethernet_header_size;

Outcome bind_to(int socket_fd, const std::string& name) {
  sockaddr_ll address{};
  address.sll_family = AF_PACKET;
  address.sll_protocol = htons(ethernet_type);
  address.sll_ifindex = static_cast<int>(if_nametoindex(name.c_str()));
  if (address.sll_ifindex == 0 ||
      bind(socket_fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    return failure("cannot listen on " + name + ": " + errno_text(errno));
  return {};
}

// Only what comes in, not what this machine sends (kernel 4.20; older ones show it to us, and the
// client drops it as it drops all requests).
void ignore_own_frames(int socket_fd) {
#ifdef PACKET_IGNORE_OUTGOING
  const int on = 1;
  (void)!setsockopt(socket_fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on);
#endif
}

void make_room(int socket_fd) {
  if (setsockopt(socket_fd, SOL_SOCKET, SO_RCVBUFFORCE, &receive_room, sizeof receive_room) != 0)
    (void)!setsockopt(socket_fd, SOL_SOCKET, SO_RCVBUF, &receive_room, sizeof receive_room);
}

int milliseconds_until(Clock::time_point deadline) {
  auto left = std::chrono::ceil<Milliseconds>(deadline - Clock::now()).count();
  return left < 0 ? 0 : left > 3'600'000 ? 3'600'000 : static_cast<int>(left);
}

} // namespace

struct PacketWire::Batch {
  static constexpr size_t capacity = 64;
  const size_t longest; // of a frame; longer ones are cut
  std::vector<uint8_t> room = std::vector<uint8_t>(capacity * longest);
  iovec places[capacity]{};
  mmsghdr messages[capacity]{};
  size_t card = 0, next = 0, count = 0;

  explicit Batch(size_t longest_frame) : longest(longest_frame) {
    for (size_t i = 0; i < capacity; ++i) {
      places[i] = {room.data() + i * longest, longest};
      messages[i].msg_hdr.msg_iov = &places[i];
      messages[i].msg_hdr.msg_iovlen = 1;
    }
  }
};

PacketWire::PacketWire() : batch_(std::make_unique<Batch>(usual_longest)) {}
PacketWire::~PacketWire() = default;

// Cards go up to 16 KB, virtual ones to 64. What was read and not handed out yet is lost and asked
// for again.
void PacketWire::make_room_for(const Card& card) {
  if (card.mtu + ethernet_header_size > batch_->longest)
    batch_ = std::make_unique<Batch>(card.mtu + ethernet_header_size);
}

Result<std::unique_ptr<PacketWire>> PacketWire::open(const std::vector<std::string>& names) {
  std::unique_ptr<PacketWire> wire(new PacketWire);
  for (const std::string& name : names)
    if (auto added = wire->add(name); !added)
      return tl::unexpected(added.error());
  return wire;
}

// Bound only after the settings are made; a socket of protocol 0 receives nothing before that.
Outcome PacketWire::add(const std::string& name) {
  auto card = look_at_card(name);
  if (!card)
    return tl::unexpected(card.error());
  FileDescriptor socket_fd(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket_fd.valid() && errno == EPERM)
    return failure("no privilege to send AoE frames on " + name,
                   "Run it as root, or give the program the capability CAP_NET_RAW.");
  if (!socket_fd.valid())
    return failure("cannot open a packet socket: " + errno_text(errno),
                   "The kernel module af_packet may be missing.");
  ignore_own_frames(socket_fd.get());
  make_room(socket_fd.get());
  if (auto bound = bind_to(socket_fd.get(), name); !bound)
    return bound;
  make_room_for(*card);
  cards_.push_back(*card);
  sockets_.push_back(std::move(socket_fd));
  ready_.push_back(true);
  return {};
}

bool PacketWire::send(size_t card, ByteView frame) {
  return ::send(sockets_[card].get(), frame.data(), frame.size(), 0) ==
         static_cast<ssize_t>(frame.size());
}

bool PacketWire::read_batch(size_t card) {
  const int count = recvmmsg(sockets_[card].get(), batch_->messages, Batch::capacity, 0, nullptr);
  batch_->card = card;
  batch_->next = 0;
  batch_->count = count > 0 ? static_cast<size_t>(count) : 0; // ENETDOWN: nothing more is there
  if (batch_->count < Batch::capacity)
    ready_[card] = false;
  return batch_->count > 0;
}

// In turns, so that a card that is flooded does not keep the others from being heard.
std::optional<Received> PacketWire::receive() {
  const size_t last = batch_->card;
  for (size_t turn = 1; batch_->next == batch_->count; ++turn) {
    if (turn > cards_.size())
      return std::nullopt;
    const size_t card = (last + turn) % cards_.size();
    if (ready_[card])
      read_batch(card);
  }
  const size_t i = batch_->next++;
  return Received{batch_->card,
                  {batch_->room.data() + i * batch_->longest, batch_->messages[i].msg_len}};
}

Outcome PacketWire::wait(Clock::time_point deadline) {
  const bool here_already = batch_->next < batch_->count;
  std::vector<pollfd> descriptors{{interrupt_descriptor(), POLLIN, 0}};
  for (const FileDescriptor& socket_fd : sockets_)
    descriptors.push_back({socket_fd.get(), POLLIN, 0});
  const int found =
      poll(descriptors.data(), descriptors.size(), here_already ? 0 : milliseconds_until(deadline));
  if (was_interrupted())
    return failure("interrupted", "Nothing is half done; run it again when you like.");
  if (found < 0 && errno != EINTR)
    return failure("cannot wait for AoE frames: " + errno_text(errno));
  for (size_t card = 0; card < cards_.size(); ++card)
    if (descriptors[card + 1].revents)
      ready_[card] = true;
  return {};
}

void PacketWire::look_again() {
  for (Card& card : cards_)
    if (auto now = look_at_card(card.name)) {
      card = *now;
      make_room_for(card);
    }
}

} // namespace netroot::aoe
