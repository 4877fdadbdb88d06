// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/text.h"
#include "tests/unit/catch.h"
#include "udeb/bench/report.h"
#include <cmath>

using namespace netroot;
using namespace netroot::bench;

namespace {

// So many requests in a second.
Measurement of(const Pattern& pattern, double per_second, double median_us, Sent sent = {1000, 0}) {
  Measurement made;
  made.operations = static_cast<uint64_t>(std::llround(per_second * 10));
  made.bytes = made.operations * pattern.block;
  made.seconds = 10;
  made.median_us = median_us;
  made.p99_us = 2 * median_us;
  made.sent = sent;
  return made;
}

Report report_of(const std::vector<Column>& columns, const std::vector<double>& speeds) {
  Report report;
  report.target = "e65534.254";
  report.bytes = 1ull << 40;
  report.model = "Coraid EtherDrive vblade";
  report.serial = "65534.254:a-long-host-name";
  report.span = 64 << 20;
  report.ways = {"AoE: through enp0s31f6 from 52:54:00:00:00:01, 16 frames at a time, up to 17 "
                 "sectors"};
  report.limits = {"enp0s31f6", 9000, 17, 17, 17};
  report.columns = columns;
  for (const Pattern& pattern : patterns(16, false)) {
    Row row{pattern, {}};
    for (double speed : speeds)
      row.cells.push_back(of(pattern, pattern.random ? speed * 100 : speed, 1e6 / speed));
    report.rows.push_back(row);
  }
  return report;
}

const Column aoe_1500{Column::Kind::Protocol, 1500, 2}, aoe_9000{Column::Kind::Protocol, 9000, 17};
const Column by_driver{Column::Kind::Device, 9000, 0}, by_iscsi{Column::Kind::Iscsi, 0, 0};

bool fits_eighty_columns(const std::string& text) {
  for (const std::string& line : lines(text))
    if (line.size() > 80)
      return false;
  return true;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("patterns are fio's, large in order and small anywhere, writes only when asked for") {
  auto reads = patterns(16, false), all = patterns(16, true);
  REQUIRE(reads.size() == 3);
  REQUIRE(all.size() == 6);
  CHECK(reads[0].name() == "seq read 1M");
  CHECK(reads[1].key() == "random-read-1");
  CHECK(reads[2].key() == "random-read-16");
  CHECK(reads[2].in_words() == "4k reads 16 at a time");
  CHECK(all[3].name() == "seq write 1M");
  for (const Pattern& pattern : reads)
    CHECK_FALSE(pattern.write);
}

TEST_CASE("a target with one buffer has no deeper pattern") {
  CHECK(patterns(1, false).size() == 2);
}

TEST_CASE("a table says it all in eighty columns") {
  const std::string text = as_table(report_of({aoe_1500, aoe_9000, by_iscsi}, {12.6, 69.6, 48.3}));
  CHECK(fits_eighty_columns(text));
  const auto all = lines(text);
  REQUIRE(all.size() > 11);
  CHECK(all[4] ==
        "                               AoE 1500    AoE 9000       iSCSI  AoE 9000:iSCSI");
  CHECK(all[5] ==
        "seq read 1M      MB/s              13.2        73.0        50.6            1.44");
  CHECK(all[6] == "  depth 4        median ms       79.365      14.368      20.704");
  CHECK(all[7] ==
        "rand read 4k     IOPS              1260        6960        4830            1.44");
  CHECK(all[9] ==
        "rand read 4k     IOPS              1260        6960        4830            1.44");
  CHECK(all[10] == "  depth 16       median ms       79.365      14.368      20.704");
  CHECK(all[11] == "sent again       %                 0.00        0.00        0.00");
}

TEST_CASE("the conclusion compares with iSCSI, and says what to set") {
  const std::string text = conclusion(report_of({aoe_1500, aoe_9000, by_iscsi}, {10, 48, 30}));
  CHECK(has(text, "Measured against iSCSI, AoE at MTU 9000 is 1.6 times as fast in large reads, "
                  "1.6 times as fast in 4k reads one by one,"));
  CHECK(has(text, "Measured against MTU 1500, MTU 9000 is 4.8 times as fast in large reads"));
  CHECK(has(text, "Keep MTU 9000 on enp0s31f6 and on the target's card; never lower it while the "
                  "disk is used."));
}

TEST_CASE("an MTU that the card does not have yet is to be set") {
  Report report = report_of({aoe_1500, aoe_9000}, {10, 48});
  report.columns[1].mtu = 4118;
  CHECK(has(conclusion(report), "Set MTU 4118 on enp0s31f6 and on the target's card before the "
                                "disk is used; never lower it while it is."));
}

TEST_CASE("a slower AoE is called slower, and a difference by chance none") {
  CHECK(has(conclusion(report_of({aoe_1500, aoe_9000, by_iscsi}, {10, 15, 30})),
            "AoE at MTU 9000 is 0.5 times as fast in large reads"));
  CHECK(has(conclusion(report_of({aoe_1500, aoe_9000, by_iscsi}, {10, 29, 30})),
            "AoE at MTU 9000 is as fast in large reads"));
  CHECK(has(conclusion(report_of({aoe_1500, aoe_9000}, {10, 10.5})),
            "Larger frames bring nothing here: MTU 1500 will do."));
}

TEST_CASE("without iSCSI the frame sizes are compared") {
  const std::string text = as_table(report_of({aoe_1500, aoe_9000}, {10, 48}));
  CHECK(has(text, "AoE 9000:1500\n"));
  CHECK(has(text, "            4.80\n"));
  CHECK_FALSE(has(text, "iSCSI"));
}

TEST_CASE("where no large frames pass it is said what stands in the way") {
  Report report = report_of({aoe_1500}, {10});
  report.limits = {"ens3", 9000, 17, 17, 2};
  CHECK(has(conclusion(report), "let the switch between them pass jumbo frames"));
  report.limits = {"ens3", 1500, 2, 17, 2};
  CHECK(has(conclusion(report), "raise the MTU of ens3 (1500) to 9000, then measure again."));
  report.limits = {"ens3", 9000, 17, 2, 2};
  CHECK(has(conclusion(report), "raise the target's (it takes 2 sectors a frame; vblade has to be "
                                "started anew) to 9000"));
  report.limits = {"ens3", 1500, 2, 2, 2};
  CHECK(has(conclusion(report), "raise the MTU of ens3 (1500) and the target's"));
}

TEST_CASE("losses are worth a sentence, single ones are not") {
  Report report = report_of({aoe_1500, aoe_9000}, {10, 48});
  CHECK_FALSE(has(conclusion(report), "sent again"));
  report.rows[0].cells[1].sent = Sent{1000, 30};
  CHECK(has(conclusion(report),
            "With AoE at MTU 9000 30 of 3000 frames were sent again: the way loses them"));
  CHECK(has(as_table(report), "sent again       %                 0.00        1.00\n"));
}

TEST_CASE("the driver's losses cannot be told") {
  Report report = report_of({by_driver}, {10});
  for (Row& row : report.rows)
    row.cells[0].sent.reset();
  CHECK(has(as_table(report), "sent again       %                    -\n"));
  CHECK(has(as_table(report), "driver 9000"));
}

TEST_CASE("programs get numbers, and null for what cannot be told") {
  Report report = report_of({aoe_1500, by_iscsi}, {10, 20});
  report.rows.resize(1);
  report.rows[0].cells[1].sent.reset();
  const std::string text = as_json(report);
  CHECK(has(text, R"("columns":[{"column":"aoe-1500","way":"protocol","mtu":1500,)"
                  R"("sectors_per_frame":2},{"column":"iscsi","way":"iscsi","mtu":null,)"
                  R"("sectors_per_frame":null}])"));
  CHECK(has(text, R"({"pattern":"sequential-read","write":false,"random":false,"block":1048576,)"
                  R"("depth":4,"cells":[{"column":"aoe-1500","operations":100,"bytes":104857600,)"
                  R"("seconds":10.000,"mb_per_s":10.486,"per_s":10.000,"median_us":100000.000,)"
                  R"("p99_us":200000.000,"sent":1000,"sent_again":0})"));
  CHECK(has(text, R"("sent":null,"sent_again":null)"));
}

TEST_CASE("a disk that did nothing makes no ratio") {
  CHECK(ratio(Measurement{}, Measurement{}) == 0);
}
