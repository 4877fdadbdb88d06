// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/client.h"
#include <sys/random.h>

namespace netroot::aoe {
namespace {

// The kernel's driver takes answers of which bit 31 of the tag is clear, and no others.
constexpr uint32_t not_the_drivers = 0x80000000;
// Requests under way on a card: their answers fit into a packet socket's room for input as it is
// without privilege (net.core.rmem_default, 208 KiB, of which a frame takes at least 768 bytes).
constexpr unsigned lane_size = 128;
// Frames taken in one go before the timers are looked at: a flood must not stop the clock.
constexpr int frames_a_turn = 1024;

Frame frame_to(const Mac& destination, const Card& card, Address address, uint32_t tag,
               Argument argument) {
  Frame frame;
  frame.header.destination = destination;
  frame.header.source = card.mac;
  frame.header.address = address;
  frame.header.tag = tag;
  frame.argument = std::move(argument);
  return frame;
}

Command command_of(const Argument& argument) {
  return std::visit([](const auto& kind) { return kind.number; }, argument);
}

bool means(Address asked, Address answered) {
  return (asked.shelf == 0xffff || asked.shelf == answered.shelf) &&
         (asked.slot == 0xff || asked.slot == answered.slot);
}

} // namespace

Milliseconds Retry::wait_after(unsigned send) const {
  Milliseconds wait = first;
  for (unsigned i = 1; i < send && wait < longest; ++i)
    wait *= 2;
  return std::min(wait, longest);
}

uint32_t Client::random_tag() {
  uint32_t tag = 0;
  (void)!getrandom(&tag, sizeof tag, GRND_NONBLOCK);
  return tag;
}

uint32_t Client::next_tag() {
  do
    last_tag_ = (last_tag_ + 1) | not_the_drivers;
  while (pending_.count(last_tag_) || listeners_.count(last_tag_));
  return last_tag_;
}

void Client::ask(const Path& path, Argument argument, Done done, const Retry& retry) {
  const uint32_t tag = next_tag();
  Request& request = pending_[tag];
  request.path = path;
  request.command = command_of(argument);
  request.frame = encode(
      frame_to(path.server, wire_.cards()[path.card], path.address, tag, std::move(argument)));
  request.done = std::move(done);
  request.retry = retry;
  lanes_[path.card].waiting.push_back(tag);
}

void Client::set_window(const Path& path, unsigned requests) {
  windows_[path].size = std::max(requests, 1U);
}

void Client::broadcast(size_t card, Address address, Argument argument, Heard heard) {
  const uint32_t tag = next_tag();
  listeners_[tag] = {card, address, command_of(argument), std::move(heard)};
  Bytes frame =
      encode(frame_to(Mac::broadcast(), wire_.cards()[card], address, tag, std::move(argument)));
  ++(wire_.send(card, frame) ? counters_.sent : counters_.not_sent);
}

Outcome Client::run(Clock::time_point end) {
  while (busy() && wire_.now() < end)
    if (auto turned = turn(end); !turned)
      return turned;
  give_up_rest();
  return {};
}

Outcome Client::run_until(Clock::time_point deadline) {
  while (wire_.now() < deadline)
    if (auto turned = turn(deadline); !turned)
      return turned;
  return {};
}

// Frames before timers: after a long wait for the processor answers may be there already.
Outcome Client::turn(Clock::time_point until) {
  fill_lanes();
  const auto deadline = timers_.empty() ? until : std::min(until, timers_.top().due);
  if (auto waited = wire_.wait(deadline); !waited) {
    forget_all();
    return waited;
  }
  for (int taken = 0; taken < frames_a_turn; ++taken) {
    auto received = wire_.receive();
    if (!received)
      break;
    take(*received);
  }
  fire_timers();
  return {};
}

void Client::fill_lanes() {
  for (size_t card = 0; card < lanes_.size(); ++card)
    fill(card);
}

void Client::fill(size_t card) {
  Lane& lane = lanes_[card];
  while (lane.under_way < lane_size && !lane.waiting.empty()) {
    const uint32_t tag = lane.waiting.front();
    lane.waiting.pop_front();
    Request& request = pending_.at(tag);
    Window& window = windows_[request.path];
    if (window.under_way >= window.size) {
      window.waiting.push_back(tag);
      continue;
    }
    ++window.under_way;
    ++lane.under_way;
    transmit(tag, request);
  }
}

void Client::transmit(uint32_t tag, Request& request) {
  ++(wire_.send(request.path.card, request.frame) ? counters_.sent : counters_.not_sent);
  if (request.sends++ > 0)
    ++counters_.sent_again;
  request.last_send = wire_.now();
  timers_.push({request.last_send + request.retry.wait_after(request.sends), tag, request.sends});
}

void Client::fire_timers() {
  const auto now = wire_.now();
  while (!timers_.empty() && timers_.top().due <= now) {
    const Timer timer = timers_.top();
    timers_.pop();
    auto found = pending_.find(timer.tag);
    if (found == pending_.end() || found->second.sends != timer.sends)
      continue;
    if (found->second.sends < found->second.retry.sends)
      transmit(timer.tag, found->second);
    else
      finish(timer.tag, nullptr);
  }
}

void Client::take(const Received& received) {
  ++counters_.received;
  auto frame = decode(received.bytes);
  if (!frame)
    ++counters_.malformed;
  else if (!frame->header.response)
    ++counters_.requests;
  else
    take_answer(received.card, *frame);
}

void Client::take_answer(size_t card, const Frame& frame) {
  const Header& header = frame.header;
  if (auto found = listeners_.find(header.tag); found != listeners_.end()) {
    const Listener& listener = found->second;
    const bool matches = listener.card == card && listener.command == header.command &&
                         means(listener.address, header.address) &&
                         header.address.shelf != 0xffff && header.address.slot != 0xff &&
                         header.source != Mac::broadcast();
    ++(matches ? counters_.answers : counters_.mismatched);
    if (matches && listener.heard)
      Heard(listener.heard)(card, frame); // a copy: it may stop the listening
    return;
  }
  auto found = pending_.find(header.tag);
  if (found == pending_.end() || found->second.sends == 0) {
    ++counters_.unasked;
    return;
  }
  const Request& request = found->second;
  const bool matches = Path{card, header.source, header.address} == request.path &&
                       header.command == request.command;
  ++(matches ? counters_.answers : counters_.mismatched);
  if (matches)
    finish(header.tag, &frame);
}

void Client::finish(uint32_t tag, const Frame* frame) {
  auto node = pending_.extract(tag);
  const Request& request = node.mapped();
  Window& window = windows_[request.path];
  Lane& lane = lanes_[request.path.card];
  --window.under_way;
  --lane.under_way;
  if (!window.waiting.empty()) {
    lane.waiting.push_front(window.waiting.front());
    window.waiting.pop_front();
  }
  const Trip trip{request.sends, wire_.now() - request.last_send};
  counters_.given_up += frame == nullptr;
  if (request.done)
    request.done(frame, trip);
}

void Client::give_up_rest() {
  auto rest = std::move(pending_);
  if (rest.empty())
    return;
  forget_requests();
  counters_.given_up += rest.size();
  for (auto& [tag, request] : rest)
    if (request.done)
      request.done(nullptr, {request.sends, {}});
}

void Client::forget_all() {
  listeners_.clear();
  forget_requests();
}

void Client::forget_requests() {
  pending_.clear();
  timers_ = {};
  for (auto& [path, window] : windows_)
    window = {window.size, 0, {}};
  for (Lane& lane : lanes_)
    lane = {};
}

} // namespace netroot::aoe
