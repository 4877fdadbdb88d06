// SPDX-License-Identifier: GPL-2.0-or-later
// Runner: every process goes through here. argv only (no shell), LC_ALL=C, a timeout, and stdin,
// stdout and stderr kept; where it runs (host or target) is part of the command's type.
#pragma once
#include "system/result.h"
#include "system/root_dir.h"
#include <chrono>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace netroot {

// The machine: where netroot itself runs, or the folder that plays it (udeb's MachineRunner).
struct OnHost {};
// Where netroot itself runs, whatever plays the machine: for programs that only read and write
// files and are given real paths (RootDir::at). A folder that plays a machine need not have them.
struct OnRealPaths {};
// In a chroot(2) to a target root: RootDir::target() has refused an empty one.
struct InTarget {
  RootDir root;
};
using Where = std::variant<OnHost, OnRealPaths, InTarget>;

struct Command {
  std::vector<std::string> argv; // argv[0] is looked up in PATH (of the target, when there)
  std::string input;             // stdin, whole; empty: /dev/null
  // The caller's descriptors 0 and 3 instead, where debian-installer's debconf is reached:
  // apt-install and in-target ask it. All other commands get no descriptor but 0 to 2.
  bool hand_on_debconf = false;
  std::chrono::milliseconds timeout = std::chrono::seconds(60);
  Where where = OnHost{};
  std::vector<std::string> environment; // "NAME=value", added to or replacing the caller's
  // The command as a person would type it, for step texts and the log ("chroot /target …").
  std::string text() const;
};

struct Finished {
  int exit_status = 0; // of exit(3), 0..255; 128+signal when killed by one; 127 when not found
  bool timed_out = false;
  std::string out; // at most 64 MiB of each are kept
  std::string err;
  bool ok() const { return exit_status == 0 && !timed_out; }
};

class Runner {
public:
  virtual ~Runner() = default;
  // Error only when nothing could be started (fork or pipe failed, recording missing); a program
  // that fails or is not found is a Finished.
  virtual Result<Finished> run(const Command& command) = 0;
  // run() and turn a status other than 0 into an Error that quotes the command and its last words.
  Result<Finished> must(const Command& command);
};

// The real thing: posix_spawn and pidfd/poll; on timeout the process group gets SIGTERM, then
// SIGKILL after 5 s.
class ProcessRunner : public Runner {
public:
  Result<Finished> run(const Command& command) override;
};

// Runs through another runner and keeps a record of each command with its result.
class RecordingRunner : public Runner {
public:
  explicit RecordingRunner(Runner& runner) : runner_(runner) {}
  Result<Finished> run(const Command& command) override;
  // The record as text; its form is described in system/recording.cpp and read by PlayingRunner.
  std::string recording() const { return recording_; }

private:
  Runner& runner_;
  std::string recording_;
};

// Answers from a recording, for tests: a command that was not recorded is an error, and unused()
// names recordings that nobody asked for, so that a test fails on them.
class PlayingRunner : public Runner {
public:
  static Result<std::unique_ptr<PlayingRunner>> from(const std::string& recording);
  // Adds one expected command by hand, on the host or in the target; the same argv may be expected
  // several times and is answered in that order.
  void expect(std::vector<std::string> argv, Finished result);
  Result<Finished> run(const Command& command) override;
  std::vector<std::string> unused() const;
  // Every command that was run, in order, with its input.
  const std::vector<Command>& seen() const { return seen_; }

private:
  struct Expected {
    std::string key; // "host: argv…" or "target: argv…"; by hand, argv alone
    Finished result;
    bool used = false;
  };
  std::vector<Expected> expected_;
  std::vector<Command> seen_;
};

} // namespace netroot
