// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"
#include "udeb/bench/device_disk.h"
#include "udeb/bench/measure.h"
#include "udeb/bench/safety.h"
#include "udeb/bench/setup.h"
#include "udeb/program/bench/order.h"

using namespace netroot;
using namespace netroot::bench;
using netroot::test::TemporaryRoot;

namespace {

constexpr size_t size = 8 << 20;

// A disk that is a file; a swap area's mark at the end of its first page, when it is to hold data.
struct FileOnDisk {
  explicit FileOnDisk(bool with_data) {
    std::string bytes(size, '\0');
    if (with_data) {
      bytes[1024] = 1; // version, and last page: linux/swap.h, union swap_header
      bytes[1028] = 100;
      bytes.replace(4086, 10, "SWAPSPACE2");
    }
    root.put("/disk", bytes);
  }
  std::unique_ptr<DeviceDisk> open(bool writable = false) {
    return DeviceDisk::open(root.root().at("/disk").string(), writable, false).value();
  }
  TemporaryRoot root;
};

Options bench_options(const std::string& target) {
  Options options;
  options.subcommand = Subcommand::Bench;
  options.bench.target = target;
  return options;
}

// The driver's view of e0.1, whose disk is a file.
void play_driver(const TemporaryRoot& root) {
  const std::string block = "/sys/block/etherd!e0.1/";
  root.put(block + "state", "up\n");
  root.put(block + "size", std::to_string(size / 512) + "\n");
  root.put(block + "netif", "ens3\n");
  root.put("/sys/class/net/ens3/mtu", "4200\n");
  root.put("/sys/class/net/ens3/type", "1\n");
  root.put("/sys/class/net/ens3/address", "52:54:00:00:00:01\n");
  root.put("/sys/class/net/ens3/flags", "0x1003\n");
  root.put("/sys/module/aoe/parameters/aoe_maxout", "8\n");
  root.put("/dev/etherd/e0.1", std::string(size, '\0'));
}

class NoProgress : public Progress {
public:
  void begin(const std::string&, int) override {}
  void step(int, const std::string&) override {}
  void note(const std::string&) override {}
  void end() override {}
};

Order device_order(const TemporaryRoot& root) {
  Order order;
  order.root = root.root();
  order.target = {0, 1};
  order.time = std::chrono::milliseconds(20);
  return order;
}

} // namespace

TEST_CASE("an empty disk is nothing to lose") {
  FileOnDisk file(false);
  auto disk = file.open();
  auto contents = look_at(*disk, "e0.1");
  REQUIRE(contents);
  CHECK(contents->blank());
  CHECK(refuse_with_data({"e0.1", *contents, ""}, false));
  CHECK(describe_loss({"e0.1", *contents, "", size}, 1 << 20) ==
        "e0.1: the first 1.0 MiB of 8.0 MiB are overwritten; nothing is recognised on it.\n");
}

TEST_CASE("what is on a disk keeps it from being written to, unless that is allowed, too") {
  FileOnDisk file(true);
  auto disk = file.open();
  const Stake stake{"e0.1", look_at(*disk, "e0.1").value(), ""};
  auto refused = refuse_with_data(stake, false);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what == "e0.1 holds data: swap on the whole disk, 8.0 MiB");
  CHECK(refuse_with_data(stake, true));
  CHECK(describe_loss(stake, 1 << 20).find("  swap on the whole disk") != std::string::npos);
}

TEST_CASE("a target that somebody has claimed is not written to") {
  const Stake stake{"e0.1", {}, "claimed by shed (52:54:00:00:00:02), 2 hours ago"};
  auto refused = refuse_with_data(stake, false);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find("claimed by shed") != std::string::npos);
  CHECK(refuse_with_data(stake, true));
}

TEST_CASE("a disk that this machine has mounted is never written to") {
  TemporaryRoot root;
  root.put("/dev/etherd/e0.1p1", "");
  root.put("/proc/mounts", "/dev/etherd/e0.1p1 /srv ext4 rw 0 0\n");
  auto refused = refuse_when_used_here(root.root(), {0, 1});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what == "e0.1 is in use by this machine: e0.1p1 is mounted on /srv");
  CHECK(refuse_when_used_here(root.root(), {0, 2}));
}

TEST_CASE("an iSCSI target that this machine is logged in to is not written to") {
  TemporaryRoot root;
  root.put("/sys/class/iscsi_session/session1/targetname", "iqn.2026-01.example:one\n");
  CHECK_FALSE(refuse_when_logged_in(root.root(), "iqn.2026-01.example:one"));
  CHECK(refuse_when_logged_in(root.root(), "iqn.2026-01.example:two"));
}

TEST_CASE("the driver's device is measured with its MTU and its number of requests") {
  TemporaryRoot root;
  play_driver(root);
  const Order order = device_order(root);
  auto bench = open_bench(order);
  REQUIRE(bench);
  CHECK(bench->report.columns.at(0).heading() == "driver 4200");
  CHECK(bench->deep == 8);
  NoProgress progress;
  REQUIRE(run_bench(*bench, order, progress));
  REQUIRE(bench->report.rows.size() == 3);
  for (const Row& row : bench->report.rows)
    CHECK(row.cells.at(0).operations > 0);
  CHECK(root.get("/dev/etherd/e0.1") == std::string(size, '\0'));
}

TEST_CASE("writes go to the device's first part alone") {
  TemporaryRoot root;
  play_driver(root);
  Order order = device_order(root);
  order.destroy = true;
  order.span = 2 << 20;
  auto bench = open_bench(order);
  REQUIRE(bench);
  REQUIRE(stakes_of(*bench, order));
  NoProgress progress;
  REQUIRE(run_bench(*bench, order, progress));
  CHECK(bench->report.rows.size() == 6);
  const std::string after = root.get("/dev/etherd/e0.1");
  CHECK(after.substr(0, 2 << 20) != std::string(2 << 20, '\0'));
  CHECK(after.substr(2 << 20) == std::string(size - (2 << 20), '\0'));
}

TEST_CASE("a device that the driver does not know is an error, and one too small, too") {
  TemporaryRoot root;
  CHECK(open_bench(device_order(root)).error().what == "the kernel's driver does not know e0.1");
  play_driver(root);
  root.put("/dev/etherd/e0.1", std::string(4096, '\0'));
  CHECK(open_bench(device_order(root)).error().what ==
        "a disk of less than 1 MiB is too small to be measured");
}

TEST_CASE("reading behind the device's end is an error with the place") {
  FileOnDisk file(false);
  auto disk = file.open();
  Memory memory = aligned_memory(4096);
  std::string trouble;
  disk->read(size, {memory.get(), 4096}, [&](const std::string& what) { trouble = what; });
  REQUIRE(disk->run());
  CHECK(trouble.find("byte 8388608: the disk ends there") != std::string::npos);
}

TEST_CASE("what is asked for is checked word by word") {
  CHECK(bench_order(bench_options("")).error().what == "\"bench\" needs a target");
  CHECK(bench_order(bench_options("e1")).error().what == "\"e1\" is no AoE target");
  Options options = bench_options("e0.1");
  CHECK(bench_order(options)->time == std::chrono::seconds(5));
  CHECK(bench_order(options)->span == 64 << 20);
  options.bench.seconds = "0";
  CHECK(bench_order(options).error().what == "--seconds takes a number from 1 to 3600, not \"0\"");
  options = bench_options("e0.1");
  options.bench.lun = "1";
  CHECK(bench_order(options).error().what == "--iqn and --lun need --portal HOST[:PORT]");
  options.bench.portal = "10.0.0.2";
  CHECK(*bench_order(options)->iscsi->lun == 1);
  options.bench.lun = "one";
  CHECK_FALSE(bench_order(options));
  options = bench_options("e0.1");
  options.bench.overwrite = true;
  CHECK(bench_order(options).error().exit_status() == 2);
}
