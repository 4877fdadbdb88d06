// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/interrupt.h"
#include "tests/unit/catch.h"
#include <csignal>
#include <functional>
#include <sys/wait.h>
#include <unistd.h>

using namespace netroot;

namespace {

// waitpid(2)'s status of a process of its own, whose result is its exit status: what is done to
// signals stays in there.
int status_of(const std::function<int()>& work) {
  const pid_t child = fork();
  if (child == 0)
    _exit(work());
  int status = -1;
  waitpid(child, &status, 0);
  return status;
}

} // namespace

TEST_CASE("SIGINT, SIGTERM and SIGHUP interrupt what is waited for instead of the process") {
  const int signal_number = GENERATE(SIGINT, SIGTERM, SIGHUP);
  INFO(signal_number);
  CHECK(status_of([&] {
          catch_interrupts();
          std::raise(signal_number);
          return was_interrupted() ? 0 : 1;
        }) == 0);
}

TEST_CASE("a second SIGTERM ends the process") {
  const int status = status_of([] {
    catch_interrupts();
    std::raise(SIGTERM);
    std::raise(SIGTERM);
    return 0;
  });
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGTERM);
}

TEST_CASE("a terminal that goes away may send SIGHUP twice") {
  CHECK(status_of([] {
          catch_interrupts();
          std::raise(SIGHUP);
          std::raise(SIGHUP);
          return was_interrupted() ? 0 : 1;
        }) == 0);
}

TEST_CASE("SIGHUP stays ignored where nohup has it ignored") {
  CHECK(status_of([] {
          std::signal(SIGHUP, SIG_IGN);
          catch_interrupts();
          std::raise(SIGHUP);
          return was_interrupted() ? 1 : 0;
        }) == 0);
}
