// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/text.h"
#include "udeb/bench/iscsi.h"
#include "udeb/bench/iscsi/session.h"
#include <algorithm>
#include <iscsi/iscsi.h>
#include <iscsi/scsi-lowlevel.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace netroot::bench {
namespace {

class LoggedInDisk : public IscsiDisk {
public:
  LoggedInDisk(std::unique_ptr<Session> session, IscsiAddress address, uint64_t blocks,
               unsigned block)
      : session_(std::move(session)), address_(std::move(address)), blocks_(blocks), block_(block) {
  }

  const IscsiAddress& address() const override { return address_; }
  uint64_t bytes() const override { return blocks_ * block_; }

  void read(uint64_t offset, std::span<uint8_t> into, Done done) override {
    auto* request = begin(into.data(), into.size(), std::move(done));
    keep(request,
         iscsi_read16_iov_task(session_->context(), lun(), offset / block_,
                               static_cast<uint32_t>(into.size()), static_cast<int>(block_), 0, 0,
                               0, 0, 0, finished, request, &request->place, 1));
  }
  void write(uint64_t offset, std::span<const uint8_t> from, Done done) override {
    auto* request = begin(const_cast<uint8_t*>(from.data()), from.size(), std::move(done));
    keep(request,
         iscsi_write16_iov_task(session_->context(), lun(), offset / block_, nullptr,
                                static_cast<uint32_t>(from.size()), static_cast<int>(block_), 0, 0,
                                0, 0, 0, finished, request, &request->place, 1));
  }

  Outcome run() override {
    while (under_way_ > 0 && !refused_)
      if (auto turned = session_->turn(); !turned)
        return give_up(turned);
    return refused_ ? give_up(failure(address_.portal + ": the request could not be sent"))
                    : Outcome();
  }

  std::optional<Sent> sent() override {
    tcp_info info{};
    socklen_t size = sizeof info;
    if (!session_->context() ||
        getsockopt(iscsi_get_fd(session_->context()), IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
      return std::nullopt;
    return Sent{info.tcpi_segs_out, info.tcpi_total_retrans};
  }

private:
  struct Request {
    LoggedInDisk* disk;
    Done done;
    scsi_iovec place;
    scsi_task* task;
  };

  int lun() const { return static_cast<int>(*address_.lun); }

  Request* begin(uint8_t* data, size_t size, Done done) {
    ++under_way_;
    return new Request{this, std::move(done), {data, size}, nullptr};
  }

  void keep(Request* request, scsi_task* task) {
    request->task = task;
    if (task)
      return;
    --under_way_;
    refused_ = true;
    delete request;
  }

  // The memory that answers go to is gone after this.
  Outcome give_up(Outcome why) {
    closing_ = true;
    session_->close();
    return why;
  }

  static void finished(iscsi_context* context, int status, void*, void* data) {
    std::unique_ptr<Request> request(static_cast<Request*>(data));
    Task task(request->task);
    LoggedInDisk& disk = *request->disk;
    --disk.under_way_;
    if (disk.closing_)
      return;
    const std::string where = disk.address_.portal + ", LUN " + std::to_string(disk.lun()) + ": ";
    request->done(status == SCSI_STATUS_GOOD      ? std::string()
                  : status == SCSI_STATUS_TIMEOUT ? where + "no answer in time"
                                                  : where + iscsi_get_error(context));
  }

  std::unique_ptr<Session> session_;
  const IscsiAddress address_;
  const uint64_t blocks_;
  const unsigned block_; // bytes
  unsigned under_way_ = 0;
  bool refused_ = false, closing_ = false;
};

Result<std::string> only_target(const std::string& portal) {
  auto session = Session::log_in(portal, "");
  if (!session)
    return tl::unexpected(session.error());
  auto names = (*session)->targets();
  if (!names)
    return tl::unexpected(names.error());
  if (names->empty())
    return failure(portal + " has no iSCSI target for this machine",
                   "It may want another initiator's name (/etc/iscsi/initiatorname.iscsi).");
  std::ranges::sort(*names);
  if (names->size() > 1)
    return usage_error(portal + " has several targets: " + join(*names, ", "),
                       "Name one of them by --iqn.");
  return names->front();
}

Result<std::vector<unsigned>> list_luns(Session& session) {
  auto task = session.command("the list of LUNs", [&](auto callback, void* data) {
    return iscsi_reportluns_task(session.context(), 0, 16 + 8 * 256, callback, data);
  });
  if (!task)
    return tl::unexpected(task.error());
  std::vector<unsigned> luns;
  if (auto* list = static_cast<scsi_reportluns_list*>(scsi_datain_unmarshall(task->get())))
    for (uint32_t i = 0; i < list->num; ++i)
      luns.push_back(list->luns[i] & 0x3fffU); // without the addressing method, SAM-5 4.7
  return luns;
}

Result<bool> is_disk(Session& session, unsigned lun) {
  auto task = session.command("INQUIRY", [&](auto callback, void* data) {
    return iscsi_inquiry_task(session.context(), static_cast<int>(lun), 0, 0, 64, callback, data);
  });
  if (!task)
    return tl::unexpected(task.error());
  auto* inquiry = static_cast<scsi_inquiry_standard*>(scsi_datain_unmarshall(task->get()));
  return inquiry && inquiry->qualifier == 0 &&
         inquiry->device_type == SCSI_INQUIRY_PERIPHERAL_DEVICE_TYPE_DIRECT_ACCESS;
}

Result<unsigned> choose_lun(Session& session, const IscsiAddress& address) {
  auto luns = list_luns(session);
  if (!luns)
    return tl::unexpected(luns.error());
  std::vector<std::string> disks;
  for (unsigned lun : *luns) {
    auto disk = is_disk(session, lun);
    if (!disk)
      return tl::unexpected(disk.error());
    if (*disk && lun == address.lun.value_or(lun))
      return lun;
    if (*disk)
      disks.push_back(std::to_string(lun));
  }
  const std::string hint =
      disks.empty() ? "It has no disk at all." : "Disks are LUN " + join(disks, ", ") + ".";
  return failure(address.iqn + " on " + address.portal + " has no disk" +
                     (address.lun ? " as LUN " + std::to_string(*address.lun) : ""),
                 hint);
}

Result<std::pair<uint64_t, unsigned>> ask_size(Session& session, unsigned lun) {
  auto task = session.command("READ CAPACITY", [&](auto callback, void* data) {
    return iscsi_readcapacity16_task(session.context(), static_cast<int>(lun), callback, data);
  });
  if (!task)
    return tl::unexpected(task.error());
  auto* size = static_cast<scsi_readcapacity16*>(scsi_datain_unmarshall(task->get()));
  if (!size || (size->block_length != 512 && size->block_length != 4096))
    return failure("LUN " + std::to_string(lun) + " has blocks of neither 512 nor 4096 bytes");
  return std::pair(size->returned_lba + 1, unsigned{size->block_length});
}

} // namespace

Result<std::unique_ptr<IscsiDisk>> open_iscsi(const IscsiAddress& wanted) {
  IscsiAddress address = wanted;
  if (address.iqn.empty()) {
    auto only = only_target(address.portal);
    if (!only)
      return tl::unexpected(only.error());
    address.iqn = *only;
  }
  auto session = Session::log_in(address.portal, address.iqn);
  if (!session)
    return tl::unexpected(session.error());
  auto lun = choose_lun(**session, address);
  if (!lun)
    return tl::unexpected(lun.error());
  address.lun = *lun;
  auto size = ask_size(**session, *lun);
  if (!size)
    return tl::unexpected(size.error());
  return std::make_unique<LoggedInDisk>(std::move(*session), address, size->first, size->second);
}

} // namespace netroot::bench
