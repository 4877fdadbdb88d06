// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/wizard/target_list.h"
#include "system/text.h"
#include "udeb/probe/probe.h"
#include <algorithm>
#include <array>
#include <poll.h>
#include <sys/socket.h>

namespace netroot::wizard {
namespace {

using namespace std::chrono_literals;

constexpr auto query_interval = 1000ms;
// Thousands of targets take longer to look through; it shall not be more than a tenth of the time.
constexpr auto sweep_interval = 1000ms;
constexpr auto event_interval = 100ms;
constexpr auto publish_interval = 100ms;
constexpr int share = 10;
// A few at a time: each waits for its disk most of the time.
constexpr int readers = 4;
// Processes that are stuck in the kernel, each for up to three minutes. Beyond that only what a
// person waits for is read.
constexpr int most_hung = 16;
// A list that is complete at once is not shown empty first.
constexpr auto patience = 80ms;

int milliseconds_until(std::chrono::steady_clock::time_point when) {
  auto left = std::chrono::ceil<std::chrono::milliseconds>(when - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<long long>(left.count(), 0, 60000));
}

void drain(int descriptor) {
  std::array<char, 8192> buffer;
  while (recv(descriptor, buffer.data(), buffer.size(), MSG_DONTWAIT) > 0 || errno == ENOBUFS)
    errno = 0;
}

} // namespace

TargetList::TargetList(TargetSource& source, const std::vector<std::string>& cards, Keep keep)
    : source_(source), cards_(cards), keep_(std::move(keep)), board_(cards),
      rows_(std::make_shared<const std::vector<tui::Choice>>()) {
  std::unique_lock<std::mutex> lock(mutex_);
  const Rows empty = rows_;
  threads_.emplace_back([this] { watch(); });
  for (int i = 0; i < readers; ++i)
    threads_.emplace_back([this] { read_disks(); });
  first_.wait_for(lock, patience, [&] { return rows_ != empty; });
}

TargetList::~TargetList() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  stop_.ring();
  work_.notify_all();
  for (std::thread& thread : threads_)
    thread.join();
}

tui::ChoiceList::Rows TargetList::now() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return rows_;
}

void TargetList::attend(const std::string& key) {
  const std::lock_guard<std::mutex> lock(mutex_);
  attended_ = key;
}

std::string TargetList::attended() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return attended_;
}

std::string TargetList::status() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!problem_.empty())
    return problem_;
  return "looking for targets on " + (cards_.empty() ? "all cards" : join(cards_, ", ")) +
         (unread_ == 0 ? "" : "; looking into " + std::to_string(unread_) + " disks");
}

void TargetList::sweep() {
  auto targets = source_.list();
  board_.update(std::move(targets), source_.in_use(), source_.remarks());
  work_.notify_all();
}

void TargetList::publish() {
  auto rows = board_.rows();
  const size_t unread = board_.unread();
  const std::lock_guard<std::mutex> lock(mutex_);
  rows_.swap(rows); // the old picture is taken down behind the lock
  unread_ = unread;
  first_.notify_all();
}

void TargetList::watch() {
  const FileDescriptor changes = source_.changes();
  auto next_query = Clock::now(), next_sweep = next_query, next_publish = next_query;
  auto last_sweep = next_sweep;
  auto sweep_cost = Clock::duration::zero(), publish_cost = Clock::duration::zero();
  bool dirty = true;
  while (!stopping_) {
    auto now = Clock::now();
    if (now >= next_query) {
      auto asked = source_.ask();
      const std::lock_guard<std::mutex> lock(mutex_);
      problem_ = asked ? "" : asked.error().what;
      next_query = now + query_interval;
    }
    if (now >= next_sweep) {
      sweep();
      last_sweep = Clock::now();
      sweep_cost = last_sweep - now;
      next_sweep = last_sweep + std::max<Clock::duration>(sweep_interval, sweep_cost * share);
      dirty = true;
    }
    if (now = Clock::now(); dirty && now >= next_publish) {
      publish();
      publish_cost = Clock::now() - now;
      next_publish =
          Clock::now() + std::max<Clock::duration>(publish_interval, publish_cost * share);
      dirty = false;
    }
    auto until = std::min(next_query, next_sweep);
    std::array<pollfd, 3> watched = {pollfd{stop_.descriptor(), POLLIN, 0},
                                     pollfd{dirty_.descriptor(), POLLIN, 0},
                                     pollfd{changes.get(), POLLIN, 0}};
    if (poll(watched.data(), watched.size(),
             milliseconds_until(dirty ? std::min(until, next_publish) : until)) <= 0)
      continue;
    if (watched[1].revents) {
      dirty_.clear();
      dirty = true;
    }
    if (watched[2].revents) {
      drain(changes.get());
      next_sweep = std::min(
          next_sweep, last_sweep + std::max<Clock::duration>(event_interval, sweep_cost * share));
    }
  }
}

void TargetList::read_disks() {
  auto reader = source_.reader();
  int hung = 0;
  while (!stopping_) {
    if (auto near = board_.take_for_ways(attended())) {
      board_.put_ways(near->name, reader->ways(near->name, probe_timeout, stop_.descriptor()));
      dirty_.ring();
      continue;
    }
    auto target = hung * readers < most_hung ? board_.take_next(attended()) : std::nullopt;
    if (!target) {
      std::unique_lock<std::mutex> lock(mutex_);
      if (!stopping_)
        work_.wait_for(lock, query_interval);
      continue;
    }
    Seen seen;
    auto looked = reader->look_at(target->name, seen.look, probe_timeout, stop_.descriptor());
    hung += reader->hung() ? 1 : 0;
    seen.unreadable = looked ? "" : looked.error().what;
    if (keep_)
      keep_(*target, seen);
    board_.put(target->name, std::move(seen));
    dirty_.ring();
  }
}

} // namespace netroot::wizard
