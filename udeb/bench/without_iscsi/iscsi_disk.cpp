// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bench/iscsi.h"

namespace netroot::bench {

Result<std::unique_ptr<IscsiDisk>> open_iscsi(const IscsiAddress&) {
  return usage_error("this netroot was built without iSCSI",
                     "Install libiscsi-dev and build it again (docs/bench.md), or leave --portal "
                     "out.");
}

} // namespace netroot::bench
