// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/files.h"
#include "system/text.h"
#include "udeb/attach/made.h"
#include "udeb/attach/steps.h"

namespace netroot {
namespace {

constexpr char parameter[] = "/sys/module/aoe/parameters/aoe_deadsecs";
constexpr char kernel_default[] = "180";
// As in the installed system (hooks/initramfs/tuning.sh, docs/installed-system.md).
constexpr char a_week[] = "604800";
constexpr char note[] = "deadsecs";

} // namespace

std::string GivePatience::text() const {
  return "let the driver wait through an outage of the target";
}

// Another value than the kernel's own is somebody's decision.
Result<bool> GivePatience::done() {
  auto value = read_line(job_.root, parameter);
  return exists(job_.root, parameter) && value && trim(*value) != kernel_default;
}

Outcome GivePatience::run() {
  if (!exists(job_.root, parameter))
    return {};
  if (auto written = write_control(job_.root, parameter, a_week); !written)
    return written;
  return made::add(job_.root, note, kernel_default);
}

Outcome GivePatience::undo() {
  if (made::list(job_.root, note).empty())
    return {};
  if (exists(job_.root, parameter))
    if (auto written = write_control(job_.root, parameter, kernel_default); !written)
      return written;
  return made::forget(job_.root, note);
}

} // namespace netroot
