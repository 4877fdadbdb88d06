// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bench/report.h"

namespace netroot::bench {

std::string Column::heading() const {
  if (kind == Kind::Iscsi)
    return "iSCSI";
  return (kind == Kind::Device ? "driver" : "AoE") + (mtu ? " " + std::to_string(mtu) : "");
}

std::string Column::in_words() const {
  if (kind == Kind::Iscsi)
    return "iSCSI";
  return std::string(kind == Kind::Device ? "the driver" : "AoE") +
         (mtu ? " at MTU " + std::to_string(mtu) : "");
}

std::string Column::key() const {
  if (kind == Kind::Iscsi)
    return "iscsi";
  return (kind == Kind::Device ? "device" : "aoe") + (mtu ? "-" + std::to_string(mtu) : "");
}

const Column* Report::iscsi() const {
  return !columns.empty() && columns.back().kind == Column::Kind::Iscsi ? &columns.back() : nullptr;
}

size_t Report::best() const {
  return columns.size() - (iscsi() ? 2 : 1);
}

double ratio(const Measurement& one, const Measurement& other) {
  return other.per_second() > 0 ? one.per_second() / other.per_second() : 0;
}

} // namespace netroot::bench
