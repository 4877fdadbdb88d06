// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/runner.h"
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace netroot;
using namespace std::chrono_literals;

namespace {
Command shell(const std::string& script) {
  Command command;
  command.argv = {"sh", "-c", script};
  return command;
}
} // namespace

TEST_CASE("stdout, stderr and the exit status are kept apart") {
  auto finished = ProcessRunner().run(shell("echo out; echo err >&2; exit 7"));
  REQUIRE(finished);
  CHECK(finished->out == "out\n");
  CHECK(finished->err == "err\n");
  CHECK(finished->exit_status == 7);
}

TEST_CASE("a megabyte goes through stdin and back without blocking") {
  Command command;
  command.argv = {"cat"};
  command.input = std::string(1 << 20, 'x');
  auto finished = ProcessRunner().run(command);
  REQUIRE(finished);
  CHECK(finished->out == command.input);
}

TEST_CASE("a program that ignores its stdin does not end us") {
  Command command;
  command.argv = {"true"};
  command.input = std::string(1 << 20, 'x');
  auto finished = ProcessRunner().run(command);
  REQUIRE(finished);
  CHECK(finished->ok());
}

TEST_CASE("the locale is C whatever the caller has") {
  setenv("LC_ALL", "de_DE.UTF-8", 1);
  auto finished = ProcessRunner().run(shell("echo $LC_ALL $EXTRA"));
  unsetenv("LC_ALL");
  REQUIRE(finished);
  CHECK(finished->out == "C\n");
  Command with_extra = shell("echo $LC_ALL $EXTRA");
  with_extra.environment = {"EXTRA=1"};
  CHECK(ProcessRunner().run(with_extra)->out == "C 1\n");
}

TEST_CASE("no shell looks at the arguments") {
  Command command;
  command.argv = {"echo", "$HOME; ls", "a  b"};
  CHECK(ProcessRunner().run(command)->out == "$HOME; ls a  b\n");
}

TEST_CASE("a program that is not there is status 127 with its name") {
  Command command;
  command.argv = {"no-such-program-here"};
  auto finished = ProcessRunner().run(command);
  REQUIRE(finished);
  CHECK(finished->exit_status == 127);
  CHECK(finished->err.find("no-such-program-here") != std::string::npos);
}

TEST_CASE("a time-out ends the whole process group") {
  Command command = shell("sleep 60 & echo $!; wait");
  command.timeout = 200ms;
  auto finished = ProcessRunner().run(command);
  REQUIRE(finished);
  CHECK(finished->timed_out);
  CHECK_FALSE(finished->ok());
  pid_t child = static_cast<pid_t>(std::stol(finished->out));
  bool gone = false;
  for (int tries = 0; tries < 100 && !gone; ++tries, usleep(10000)) {
    gone = kill(child, 0) != 0 || !exists(RootDir::host(), "/proc/" + std::to_string(child)) ||
           read_file(RootDir::host(), "/proc/" + std::to_string(child) + "/stat")->find(") Z ") !=
               std::string::npos;
  }
  CHECK(gone);
}

TEST_CASE("a daemon left behind does not hold the command") {
  auto finished = ProcessRunner().run(shell("sleep 5 & echo started"));
  REQUIRE(finished);
  CHECK(finished->out == "started\n");
  CHECK(finished->ok());
}

namespace {
// Puts a copy of `descriptor` on 3, close-on-exec, and what was there back at the end.
class OnThree {
public:
  explicit OnThree(int descriptor) : before_(fcntl(3, F_DUPFD_CLOEXEC, 10)) {
    REQUIRE(dup3(descriptor, 3, O_CLOEXEC) == 3);
  }
  OnThree(const OnThree&) = delete;
  OnThree& operator=(const OnThree&) = delete;
  ~OnThree() {
    close(3);
    if (before_ >= 0) {
      dup2(before_, 3);
      close(before_);
    }
  }

private:
  int before_;
};
} // namespace

TEST_CASE("a command inherits no descriptor of ours") {
  OnThree three(1);
  fcntl(3, F_SETFD, 0);
  CHECK(ProcessRunner().run(shell("echo seen >&3"))->exit_status != 0);
}

TEST_CASE("debconf's descriptors are handed on when asked for, even close-on-exec ones") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  int heard_end = fcntl(ends[0], F_DUPFD_CLOEXEC, 20),
      said_end = fcntl(ends[1], F_DUPFD_CLOEXEC, 20);
  close(ends[0]);
  close(ends[1]);
  OnThree three(said_end);
  Command asks = shell("echo GET netroot/target >&3");
  asks.hand_on_debconf = true;
  auto finished = ProcessRunner().run(asks);
  REQUIRE(finished);
  CHECK(finished->ok());
  char heard[64] = {};
  CHECK(read(heard_end, heard, sizeof heard - 1) == 19);
  CHECK(std::string(heard) == "GET netroot/target\n");
  close(heard_end);
  close(said_end);
}

TEST_CASE("a command in the target runs inside its chroot") {
  if (geteuid() != 0)
    return;
  test::TemporaryRoot machine;
  Command command;
  command.argv = {"no-such-program-here"};
  command.where = InTarget{machine.root()};
  auto finished = ProcessRunner().run(command);
  REQUIRE(finished);
  CHECK(finished->exit_status == 127);
  CHECK(command.text() == "chroot " + machine.path().string() + " no-such-program-here");
}

TEST_CASE("must() quotes the command, its status and its last words") {
  ProcessRunner runner;
  auto finished = runner.must(shell("echo 'disk full' >&2; exit 3"));
  REQUIRE_FALSE(finished);
  CHECK(finished.error().what.find("failed with status 3: disk full") != std::string::npos);
}

TEST_CASE("a recording plays back byte for byte") {
  ProcessRunner real;
  RecordingRunner recorder(real);
  REQUIRE(recorder.run(shell("printf 'a\\nkey 3\\n\\n'; echo e >&2; exit 4")));
  REQUIRE(recorder.run(shell("echo second")));
  auto player = PlayingRunner::from(recorder.recording());
  REQUIRE(player);
  auto again = (*player)->run(shell("printf 'a\\nkey 3\\n\\n'; echo e >&2; exit 4"));
  REQUIRE(again);
  CHECK(again->out == "a\nkey 3\n\n");
  CHECK(again->exit_status == 4);
  CHECK((*player)->unused() == std::vector<std::string>{"host: sh -c echo second"});
}

TEST_CASE("a command that was not recorded is an error") {
  PlayingRunner player;
  player.expect({"true"}, {});
  CHECK_FALSE(player.run(shell("true")));
  Command once;
  once.argv = {"true"};
  CHECK(player.run(once));
  CHECK_FALSE(player.run(once));
}

TEST_CASE("a damaged recording says so") {
  CHECK_FALSE(PlayingRunner::from("key 500\nshort\n"));
  CHECK_FALSE(PlayingRunner::from("nonsense"));
}
