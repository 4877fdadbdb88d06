// SPDX-License-Identifier: GPL-2.0-or-later
// A connection to an iSCSI portal by libiscsi, with time limits, and interruptible.
#pragma once
#include "system/result.h"
#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <vector>

struct iscsi_context;
struct scsi_task;

namespace netroot::bench {

struct TaskFreed {
  void operator()(scsi_task* task) const;
};
using Task = std::unique_ptr<scsi_task, TaskFreed>;

class Session {
public:
  // With an empty `iqn` one that can only be asked for the portal's targets. Errors: no answer
  // within 5 s, refused.
  static Result<std::unique_ptr<Session>> log_in(const std::string& portal, const std::string& iqn);
  ~Session();

  iscsi_context* context() { return context_; }
  // Takes what has come and sends what waits; up to 100 ms. Error: interrupted, or the connection
  // has broken down.
  Outcome turn();
  // What was under way comes back as cancelled, from in here; nothing can be asked afterwards.
  void close();

  Result<std::vector<std::string>> targets();
  // One SCSI command and its answer. `issue` calls iscsi_…_task() with the callback and its last
  // argument.
  using Callback = void (*)(iscsi_context*, int, void*, void*);
  using Issue = std::function<scsi_task*(Callback, void*)>;
  Result<Task> command(const std::string& what, const Issue& issue);

private:
  struct Waiter {
    bool done = false;
    int status = 0;
    std::function<void(void*)> take; // what came with success, while it is there
  };
  explicit Session(std::string portal) : portal_(std::move(portal)) {}
  Outcome open(const std::string& iqn);
  Outcome wait(const Waiter& waiter, const std::string& what);
  Outcome log_out();
  std::string trouble() const; // in libiscsi's words
  static void answered(iscsi_context*, int status, void* data, void* waiter);

  const std::string portal_;
  iscsi_context* context_ = nullptr;
  bool logged_in_ = false;
  std::list<Waiter> waiters_; // as long as the context: a connection that ends calls once more
};

} // namespace netroot::bench
