// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bench/setup.h"
#include "system/files.h"
#include "system/text.h"
#include "udeb/aoe/owner.h"
#include "udeb/attach/targets.h"
#include "udeb/bench/aoe_disk.h"
#include "udeb/bench/device_disk.h"
#include "udeb/bench/way.h"
#include "udeb/fabric/look.h"
#include "udeb/module/module.h"
#include <algorithm>
#include <ctime>

namespace netroot::bench {
namespace {

constexpr unsigned usual_mtu = 1500, usual_sectors = 2;
constexpr unsigned most_at_a_time = 128; // of a card (udeb/aoe/client.cpp)

Result<std::vector<std::string>> cards_that_are_up(const Order& order) {
  auto links = fabric::choose_cards(order.root, order.cards, "--interfaces");
  if (!links)
    return tl::unexpected(links.error());
  std::vector<std::string> names;
  for (const Link& link : *links)
    if (link.up)
      names.push_back(link.name);
  if (names.empty())
    return failure("no card is up: " + describe_links(*links),
                   "Set one up (\"ip link set " + links->front().name + " up\").");
  return names;
}

void add_column(Bench& bench, const Column& column, std::unique_ptr<Disk> disk) {
  bench.report.columns.push_back(column);
  bench.disks.push_back(std::move(disk));
}

Outcome open_protocol(Bench& bench, const Order& order) {
  auto names = cards_that_are_up(order);
  if (!names)
    return tl::unexpected(names.error());
  auto wire = aoe::PacketWire::open(*names);
  if (!wire)
    return tl::unexpected(wire.error());
  bench.wire = std::move(*wire);
  bench.client = std::make_unique<aoe::Client>(*bench.wire);
  return add_protocol(bench, *bench.client, order.target);
}

// The smallest of its cards' decides: the driver goes by it.
unsigned mtu_of(const RootDir& root, const Target& target) {
  unsigned mtu = 0;
  for (const Link& link : list_links(root))
    if (std::ranges::count(target.interfaces, link.name))
      mtu = mtu ? std::min(mtu, link.mtu) : link.mtu;
  return mtu;
}

Outcome open_device(Bench& bench, const Order& order, const std::string& why) {
  auto target = find_target(order.root, order.target);
  if (!target)
    return failure("the kernel's driver does not know " + order.target.text() +
                       (why.empty() ? "" : ", and AoE cannot be spoken without it: " + why),
                   aoe_is_loaded(order.root) ? "\"aoe-discover\" has it look again."
                                             : "The driver is not loaded (modprobe aoe).");
  const std::string path = order.root.at(order.target.device()).string();
  auto disk = DeviceDisk::open(path, order.destroy, order.root.is_host());
  if (!disk)
    return tl::unexpected(disk.error());
  Report& report = bench.report;
  const unsigned mtu = mtu_of(order.root, *target);
  const auto most = read_line(order.root, "/sys/module/aoe/parameters/aoe_maxout");
  bench.deep = static_cast<unsigned>(
      std::clamp(most ? parse_number(*most).value_or(16) : 16ULL, 1ULL, 128ULL));
  report.target = order.target.text();
  report.bytes = (*disk)->bytes();
  report.ways.push_back("By the kernel's driver, " + path + " with O_DIRECT, through " +
                        join(target->interfaces, ", ") + (why.empty() ? "" : ", since " + why));
  report.limits.card = target->interface;
  report.limits.mtu = mtu;
  add_column(bench, {Column::Kind::Device, mtu, 0}, std::move(*disk));
  return {};
}

Outcome open_aoe(Bench& bench, const Order& order) {
  if (order.device || !order.root.is_host())
    return open_device(bench, order, "");
  auto opened = open_protocol(bench, order);
  if (opened || bench.wire || !aoe_is_loaded(order.root))
    return opened;
  return open_device(bench, order, opened.error().what);
}

Outcome add_iscsi(Bench& bench, const IscsiAddress& wanted) {
  auto disk = open_iscsi(wanted);
  if (!disk)
    return because(disk.error(), "iSCSI");
  const IscsiAddress& address = (*disk)->address();
  bench.iqn = address.iqn;
  bench.report.ways.push_back("iSCSI: " + address.portal + ", " + address.iqn + ", LUN " +
                              std::to_string(*address.lun));
  add_column(bench, {Column::Kind::Iscsi, 0, 0}, std::move(*disk));
  return {};
}

Outcome choose_span(Bench& bench, uint64_t wanted) {
  uint64_t span = wanted ? wanted : UINT64_MAX;
  for (const auto& disk : bench.disks)
    span = std::min(span, disk->bytes());
  bench.report.span = span / large_block * large_block;
  if (bench.report.span == 0)
    return failure("a disk of less than 1 MiB is too small to be measured");
  return {};
}

// A string of somebody else means that the target is somebody's, too.
std::string claim_text(const std::string& config) {
  if (config.empty())
    return {};
  const auto now = static_cast<uint64_t>(std::time(nullptr));
  return (aoe::parse_owner(config) ? "claimed by " : "config string ") +
         aoe::describe_owner(config, now);
}

std::string name_of(const Bench& bench, size_t column) {
  return bench.report.columns[column].kind == Column::Kind::Iscsi ? bench.iqn : bench.report.target;
}

Outcome warm_up_all(Bench& bench, const Order& order) {
  for (const auto& disk : bench.disks)
    if (auto warm = warm_up(*disk, bench.report.span, order.time); !warm)
      return warm;
  return {};
}

} // namespace

Bench::Bench() = default;
Bench::Bench(Bench&&) noexcept = default;
Bench::~Bench() = default;

Outcome add_protocol(Bench& bench, aoe::Client& client, const TargetName& name) {
  auto way = find_way(client, name);
  if (!way)
    return tl::unexpected(way.error());
  const aoe::Card& card = client.wire().cards()[way->path.path.card];
  const aoe::PathQuality& quality = way->quality;
  Report& report = bench.report;
  report.target = name.text();
  report.bytes = way->path.identity->bytes();
  report.model = way->path.identity->model;
  report.serial = way->path.identity->serial;
  report.limits = {card.name, card.mtu, quality.card_sectors, quality.target_sectors,
                   quality.sectors()};
  bench.deep = std::clamp<unsigned>(way->path.config.buffer_count, 1, most_at_a_time);
  bench.claim = claim_text(way->path.config.string);
  report.ways.push_back("AoE: through " + card.name + " from " + way->path.path.server.text() +
                        ", " + std::to_string(bench.deep) + " frames at a time, up to " +
                        std::to_string(quality.sectors()) + " sectors");
  const unsigned few = std::min(usual_sectors, quality.sectors());
  add_column(bench, {Column::Kind::Protocol, usual_mtu, few},
             std::make_unique<AoeDisk>(client, way->path, few));
  if (quality.sectors() > few)
    add_column(bench,
               {Column::Kind::Protocol, aoe::recommended_mtu(quality, card), quality.sectors()},
               std::make_unique<AoeDisk>(client, way->path, quality.sectors()));
  return {};
}

Result<Bench> open_bench(const Order& order) {
  Bench bench;
  if (auto opened = open_aoe(bench, order); !opened)
    return tl::unexpected(opened.error());
  if (order.iscsi)
    if (auto added = add_iscsi(bench, *order.iscsi); !added)
      return tl::unexpected(added.error());
  if (auto chosen = choose_span(bench, order.span); !chosen)
    return tl::unexpected(chosen.error());
  return bench;
}

Result<std::vector<Stake>> stakes_of(Bench& bench, const Order& order) {
  if (auto free = refuse_when_used_here(order.root, order.target); !free)
    return tl::unexpected(free.error());
  if (bench.report.iscsi())
    if (auto free = refuse_when_logged_in(order.root, bench.iqn); !free)
      return tl::unexpected(free.error());
  std::vector<Stake> stakes;
  std::vector<size_t> columns = {0}; // those of one target share its disk
  if (bench.report.iscsi())
    columns.push_back(bench.report.columns.size() - 1);
  for (const size_t column : columns) {
    Stake stake{
        name_of(bench, column), {}, column == 0 ? bench.claim : "", bench.disks[column]->bytes()};
    auto contents = look_at(*bench.disks[column], stake.name);
    if (!contents)
      return tl::unexpected(contents.error());
    stake.contents = *contents;
    if (auto nothing = refuse_with_data(stake, order.overwrite); !nothing)
      return tl::unexpected(nothing.error());
    stakes.push_back(std::move(stake));
  }
  return stakes;
}

Outcome run_bench(Bench& bench, const Order& order, Progress& progress) {
  const auto all = patterns(bench.deep, order.destroy);
  progress.begin("Measuring " + bench.report.target, static_cast<int>(all.size()));
  auto warm = warm_up_all(bench, order);
  if (!warm)
    return warm;
  for (const Pattern& pattern : all) {
    progress.step(static_cast<int>(bench.report.rows.size()), pattern.in_words());
    Row row{pattern, {}};
    for (size_t column = 0; column < bench.disks.size(); ++column) {
      auto cell = measure(*bench.disks[column], pattern, bench.report.span, order.time);
      if (!cell)
        return because(cell.error(),
                       bench.report.columns[column].in_words() + ", " + pattern.in_words());
      row.cells.push_back(*cell);
    }
    bench.report.rows.push_back(std::move(row));
  }
  progress.end();
  return {};
}

} // namespace netroot::bench
