// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/aoe/discovery.h"
#include "udeb/aoe/ask_identity.h"
#include <algorithm>
#include <cmath>

namespace netroot::aoe {
namespace {

class Search {
public:
  Search(Client& client, const DiscoveryPlan& plan) : client_(client), plan_(plan) {}

  Outcome run() {
    Milliseconds wait = plan_.first_wait;
    for (query_ = 1; query_ <= plan_.most_queries; ++query_) {
      const size_t known = found_.size();
      heard_again_ = 0;
      if (auto asked = ask_everybody(wait); !asked)
        return asked;
      answered_queries_ += heard_again_ > 0 || found_.size() > known;
      const unsigned least = found_.empty() ? plan_.queries_without_answer : plan_.queries;
      if (query_ >= least && found_.size() == known && likely_unseen(known) < 0.001)
        break;
      if (query_ > 1)
        wait = std::min(wait * 2, plan_.longest_wait);
    }
    client_.stop_listening();
    return client_.run(client_.wire().now() + plan_.longest_identify);
  }

  Discovery result() {
    Discovery discovery;
    discovery.too_many = too_many_;
    discovery.counters = client_.counters();
    for (auto& [key, found] : found_) { // in order of address
      FoundPath& path = found.path;
      const Address address = path.path.address;
      TargetName name{address.shelf, address.slot};
      if (discovery.targets.empty() || !(discovery.targets.back().name == name))
        discovery.targets.push_back({name, {}, {}});
      discovery.targets.back().paths.push_back(std::move(path));
    }
    return discovery;
  }

private:
  // A target's address first: the order of the result.
  using Key = std::tuple<Address, size_t, Mac>;
  struct Found {
    FoundPath path;
    unsigned query = 0; // the last one that it answered
  };

  // How many paths have probably been missed by every query so far, when the part of the known ones
  // that the last query missed is the rule.
  double likely_unseen(size_t known) const {
    const double missed = static_cast<double>(known - heard_again_);
    return missed * std::pow(missed / static_cast<double>(std::max<size_t>(known, 1)),
                             std::max(answered_queries_, 1U) - 1);
  }

  Outcome ask_everybody(Milliseconds wait) {
    for (size_t card = 0; card < client_.wire().cards().size(); ++card)
      client_.broadcast(card, plan_.address, Config{},
                        [this](size_t on, const Frame& frame) { heard(on, frame); });
    last_news_ = client_.wire().now();
    if (auto waited = client_.run_until(last_news_ + wait); !waited)
      return waited;
    return until_quiet(wait);
  }

  // A large fabric takes its time; to ask it again meanwhile would only make it longer.
  Outcome until_quiet(Milliseconds longest) {
    const auto end = client_.wire().now() + 5 * longest;
    while (client_.wire().now() < std::min(end, last_news_ + plan_.quiet))
      if (auto waited = client_.run_until(std::min(end, last_news_ + plan_.quiet)); !waited)
        return waited;
    return {};
  }

  void heard(size_t card, const Frame& frame) {
    const Path path{card, frame.header.source, frame.header.address};
    const Key key{path.address, card, path.server};
    if (frame.header.error)
      return;
    if (auto known = found_.find(key); known != found_.end()) {
      heard_again_ += known->second.query < query_;
      known->second.query = query_;
      return;
    }
    too_many_ = too_many_ || found_.size() >= plan_.most_paths;
    if (too_many_)
      return;
    last_news_ = client_.wire().now();
    FoundPath& found = found_[key].path;
    found_[key].query = query_;
    found.path = path;
    found.config = *argument_of<Config>(frame);
    client_.set_window(path, found.config.buffer_count);
    ask_identity(
        client_, path, [&found](IdentityAnswer answer) { note_identity(found, std::move(answer)); },
        plan_.identify);
  }

  static void note_identity(FoundPath& found, IdentityAnswer answer) {
    found.round_trip = answer.round_trip;
    if (answer.identity)
      found.identity = std::move(*answer.identity);
    else
      found.no_identity = answer.identity.error().what;
  }

  Client& client_;
  const DiscoveryPlan& plan_;
  std::map<Key, Found> found_;    // its elements stay where they are
  Clock::time_point last_news_;   // when a path was heard for the first time
  unsigned query_ = 0;            // counted from 1
  unsigned answered_queries_ = 0; // those that anybody answered
  size_t heard_again_ = 0;        // of the paths known before, those that answered this query
  bool too_many_ = false;
};

// The first two servers on one card, if there are two.
std::optional<std::pair<const FoundPath*, const FoundPath*>>
two_servers(const FoundTarget& target) {
  for (size_t i = 1; i < target.paths.size(); ++i)
    if (target.paths[i - 1].path.card == target.paths[i].path.card)
      return std::pair(&target.paths[i - 1], &target.paths[i]);
  return std::nullopt;
}

const FoundPath* different_disk(const FoundTarget& target) {
  const Identity* first = target.identity();
  for (const FoundPath& path : target.paths)
    if (first && path.identity && !(*path.identity == *first))
      return &path;
  return nullptr;
}

void find_doubts(FoundTarget& target) {
  if (two_servers(target))
    target.doubts.push_back(Doubt::TwoServers);
  if (different_disk(target))
    target.doubts.push_back(Doubt::DifferentDisk);
}

std::string describe_disk(const Identity& disk) {
  return disk.model + ", serial number " + disk.serial + ", " + std::to_string(disk.sectors) +
         " sectors";
}

std::string describe_difference(const FoundTarget& target, const std::vector<Card>& cards) {
  const FoundPath& other = *different_disk(target);
  const auto first = std::find_if(target.paths.begin(), target.paths.end(),
                                  [](const FoundPath& path) { return path.identity.has_value(); });
  return target.name.text() +
         " is not the same disk everywhere: " + describe_disk(*first->identity) + " from " +
         first->path.server.text() + " on " + cards[first->path.card].name + ", but " +
         describe_disk(*other.identity) + " from " + other.path.server.text() + " on " +
         cards[other.path.card].name;
}

} // namespace

const Identity* FoundTarget::identity() const {
  for (const FoundPath& path : paths)
    if (path.identity)
      return &*path.identity;
  return nullptr;
}

Result<Discovery> discover(Client& client, const DiscoveryPlan& plan) {
  Search search(client, plan);
  if (auto searched = search.run(); !searched)
    return tl::unexpected(searched.error());
  Discovery discovery = search.result();
  for (FoundTarget& target : discovery.targets)
    find_doubts(target);
  return discovery;
}

std::vector<std::string> describe_doubts(const FoundTarget& target,
                                         const std::vector<Card>& cards) {
  std::vector<std::string> texts;
  for (Doubt doubt : target.doubts)
    if (doubt == Doubt::TwoServers) {
      auto [one, two] = *two_servers(target);
      texts.push_back("two servers answer for " + target.name.text() + " on " +
                      cards[one->path.card].name + ": " + one->path.server.text() + " and " +
                      two->path.server.text());
    } else {
      texts.push_back(describe_difference(target, cards));
    }
  return texts;
}

} // namespace netroot::aoe
