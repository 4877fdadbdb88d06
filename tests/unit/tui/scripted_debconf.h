// SPDX-License-Identifier: GPL-2.0-or-later
// The other end of the pipes: answers each request by a script and keeps what it was asked. The
// real cdebconf is the peer in tests/system/attach_debconf.sh.
#pragma once
#include <string>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace netroot::test {

class ScriptedDebconf {
public:
  // Replies in order; after the last one the pipe is closed.
  explicit ScriptedDebconf(std::vector<std::string> replies) : replies_(std::move(replies)) {
    if (pipe(to_client_) != 0 || pipe(to_server_) != 0)
      std::abort();
    server_ = std::thread([this] { serve(); });
  }
  ~ScriptedDebconf() { stop(); }
  int replies() const { return to_client_[0]; }
  int requests() const { return to_server_[1]; }
  // All requests, once the client is done.
  const std::vector<std::string>& stop() {
    if (server_.joinable()) {
      close(to_server_[1]);
      server_.join();
      close(to_client_[0]);
      close(to_server_[0]);
    }
    return asked_;
  }

private:
  void serve() {
    std::string line;
    size_t next = 0;
    for (char c; read(to_server_[0], &c, 1) == 1;) {
      if (c != '\n') {
        line += c;
        continue;
      }
      asked_.push_back(std::exchange(line, {}));
      if (next == replies_.size())
        break;
      std::string reply = replies_[next++] + "\n";
      // In two pieces: a reply need not come in one read(2).
      (void)!write(to_client_[1], reply.data(), reply.size() / 2);
      (void)!write(to_client_[1], reply.data() + reply.size() / 2, reply.size() - reply.size() / 2);
    }
    close(to_client_[1]);
  }
  std::vector<std::string> replies_, asked_;
  int to_client_[2], to_server_[2];
  std::thread server_;
};

} // namespace netroot::test
