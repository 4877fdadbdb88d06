// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/bench/iscsi/session.h"
#include "system/files.h"
#include "system/interrupt.h"
#include "system/text.h"
#include <iscsi/iscsi.h>
#include <iscsi/scsi-lowlevel.h>
#include <poll.h>

namespace netroot::bench {
namespace {

constexpr int time_limit = 5;        // s, to connect, log in, and for each command before measuring
constexpr int turn_length = 100;     // ms
constexpr int command_limit = 30;    // s, of libiscsi's own
constexpr unsigned most_repeats = 4; // "unit attention" is news of the target, no refusal

std::string initiator_name() {
  const std::string key = "InitiatorName=";
  const auto text = read_file(RootDir::host(), "/etc/iscsi/initiatorname.iscsi");
  for (const std::string& line : lines(text.value_or("")))
    if (line.rfind(key, 0) == 0)
      return std::string(trim(line.substr(key.size())));
  return "iqn.1993-08.org.debian:01:netroot-bench";
}

bool is_news(int status, const scsi_task* task) {
  return task && status == SCSI_STATUS_CHECK_CONDITION &&
         task->sense.key == SCSI_SENSE_UNIT_ATTENTION;
}

} // namespace

void TaskFreed::operator()(scsi_task* task) const {
  scsi_free_scsi_task(task);
}

Result<std::unique_ptr<Session>> Session::log_in(const std::string& portal,
                                                 const std::string& iqn) {
  std::unique_ptr<Session> session(new Session(portal));
  if (auto opened = session->open(iqn); !opened)
    return tl::unexpected(opened.error());
  return session;
}

Session::~Session() {
  if (logged_in_ && context_)
    (void)log_out();
  close();
}

void Session::close() {
  if (context_)
    iscsi_destroy_context(context_);
  context_ = nullptr;
}

Outcome Session::open(const std::string& iqn) {
  context_ = iscsi_create_context(initiator_name().c_str());
  if (!context_)
    return failure("no memory for an iSCSI session");
  iscsi_set_noautoreconnect(context_, 1);
  iscsi_set_timeout(context_, command_limit);
  iscsi_set_session_type(context_, iqn.empty() ? ISCSI_SESSION_DISCOVERY : ISCSI_SESSION_NORMAL);
  iscsi_set_header_digest(context_, ISCSI_HEADER_DIGEST_NONE);
  if (!iqn.empty())
    iscsi_set_targetname(context_, iqn.c_str());
  Waiter& connected = waiters_.emplace_back();
  if (iscsi_connect_async(context_, portal_.c_str(), answered, &connected) != 0)
    return failure(portal_ + ": " + trouble(), "--portal takes HOST or HOST:PORT.");
  if (auto ready = wait(connected, "a connection"); !ready)
    return ready;
  Waiter& login = waiters_.emplace_back();
  if (iscsi_login_async(context_, answered, &login) != 0)
    return failure(portal_ + ": " + trouble());
  if (auto ready = wait(login, "the login"); !ready)
    return ready;
  logged_in_ = true;
  return {};
}

Outcome Session::log_out() {
  Waiter& waiter = waiters_.emplace_back();
  if (iscsi_logout_async(context_, answered, &waiter) != 0)
    return failure(trouble());
  return wait(waiter, "the logout");
}

std::string Session::trouble() const {
  const char* text = iscsi_get_error(context_);
  return text && *text ? std::string(trim(text)) : "no answer";
}

void Session::answered(iscsi_context*, int status, void* data, void* waiter) {
  auto& it = *static_cast<Waiter*>(waiter);
  it.done = true;
  it.status = status;
  if (status == SCSI_STATUS_GOOD && it.take)
    it.take(data);
}

Outcome Session::turn() {
  pollfd ends[] = {{iscsi_get_fd(context_), static_cast<short>(iscsi_which_events(context_)), 0},
                   {interrupt_descriptor(), POLLIN, 0}};
  poll(ends, 2, turn_length);
  if (was_interrupted())
    return failure("interrupted", "Nothing is half done; run it again when you like.");
  if (iscsi_service(context_, ends[0].revents) != 0)
    return failure(portal_ + ": " + trouble());
  return {};
}

Outcome Session::wait(const Waiter& waiter, const std::string& what) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(time_limit);
  while (!waiter.done) {
    if (auto turned = turn(); !turned)
      return turned;
    if (!waiter.done && std::chrono::steady_clock::now() >= end)
      return failure(portal_ + " does not answer: no " + what.substr(what.find(' ') + 1) +
                         " within " + std::to_string(time_limit) + " s",
                     "Is the iSCSI target running there, and reachable from here?");
  }
  if (waiter.status != SCSI_STATUS_GOOD)
    return failure(portal_ + ", " + what + ": " + trouble());
  return {};
}

Result<std::vector<std::string>> Session::targets() {
  std::vector<std::string> names;
  Waiter& waiter = waiters_.emplace_back();
  waiter.take = [&names](void* data) {
    for (auto* it = static_cast<iscsi_discovery_address*>(data); it; it = it->next)
      names.emplace_back(it->target_name);
  };
  if (iscsi_discovery_async(context_, answered, &waiter) != 0)
    return failure(portal_ + ": " + trouble());
  auto waited = wait(waiter, "the discovery");
  waiter.take = nullptr; // `names` ends here
  if (!waited)
    return tl::unexpected(waited.error());
  return names;
}

Result<Task> Session::command(const std::string& what, const Issue& issue) {
  for (unsigned repeat = 1;; ++repeat) {
    Waiter& waiter = waiters_.emplace_back();
    scsi_task* issued = issue(answered, &waiter);
    if (!issued)
      return failure(portal_ + ": " + trouble());
    auto waited = wait(waiter, what);
    if (!waiter.done) // libiscsi still has the task; it is lost
      return tl::unexpected(waited.error());
    Task task(issued);
    if (waited)
      return task;
    if (!is_news(waiter.status, issued) || repeat == most_repeats)
      return tl::unexpected(waited.error());
  }
}

} // namespace netroot::bench
