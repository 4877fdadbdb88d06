// SPDX-License-Identifier: GPL-2.0-or-later
// A disk of an iSCSI target, by libiscsi, which is an optional part of the build: iscsi/ has it,
// without_iscsi/ says that it is missing.
#pragma once
#include "udeb/bench/disk.h"
#include <memory>

namespace netroot::bench {

struct IscsiAddress {
  std::string portal;          // "10.0.0.2:3260", "[fd00::2]:3260"
  std::string iqn;             // empty: the portal's only target
  std::optional<unsigned> lun; // empty: the first disk
};

class IscsiDisk : public Disk {
public:
  // Where it has led to: nothing is left empty.
  virtual const IscsiAddress& address() const = 0;
};

// The initiator's name is the machine's own (/etc/iscsi/initiatorname.iscsi), where it has one.
// Errors: this build cannot; the portal does not answer within 5 s; it has no such target, or
// several; it refuses the login; no such LUN, or it is no disk.
Result<std::unique_ptr<IscsiDisk>> open_iscsi(const IscsiAddress& address);

} // namespace netroot::bench
