// SPDX-License-Identifier: GPL-2.0-or-later
// ProcessRunner: posix_spawn(3) with a process group of its own, poll(2) on a pidfd and the pipes.
#include "system/file_descriptor.h"
#include "system/runner.h"
#include "system/text.h"
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>

extern char** environ;

namespace netroot {
namespace {

using Clock = std::chrono::steady_clock;
constexpr size_t most_kept = size_t{64} << 20;
constexpr auto grace = std::chrono::seconds(5);

struct Pipe {
  FileDescriptor read, write;
};

Result<Pipe> make_pipe() {
  std::array<int, 2> ends;
  if (pipe2(ends.data(), O_CLOEXEC) != 0)
    return failure("cannot make a pipe: " + errno_text(errno));
  return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

std::vector<std::string> full_argv(const Command& command) {
  std::vector<std::string> argv;
  // chroot(8) is in busybox too; it looks argv[0] up inside the target.
  if (const auto* target = std::get_if<InTarget>(&command.where))
    argv = {"chroot", target->root.directory().string()};
  argv.insert(argv.end(), command.argv.begin(), command.argv.end());
  return argv;
}

std::string_view name_of(std::string_view assignment) {
  return assignment.substr(0, assignment.find('='));
}

std::vector<std::string> full_environment(const Command& command) {
  std::vector<std::string> added = command.environment;
  added.push_back("LC_ALL=C");
  std::vector<std::string> all = added;
  for (char** entry = environ; *entry; ++entry) {
    bool replaced = std::any_of(added.begin(), added.end(), [&](const std::string& other) {
      return name_of(other) == name_of(*entry);
    });
    if (!replaced)
      all.emplace_back(*entry);
  }
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> list;
  for (auto& string : strings)
    list.push_back(string.data());
  list.push_back(nullptr);
  return list;
}

// What posix_spawn needs, released together.
class SpawnSettings {
public:
  SpawnSettings() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF |
                                              POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setpgroup(&attributes, 0);
    sigset_t set;
    sigemptyset(&set);
    posix_spawnattr_setsigmask(&attributes, &set);
    sigaddset(&set, SIGPIPE);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    posix_spawnattr_setsigdefault(&attributes, &set);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
};

// dup2(2) of a descriptor onto itself makes the child inherit it even when it is close-on-exec.
void hand_on_debconf(SpawnSettings& settings) {
  constexpr int requests = 3;
  if (fcntl(requests, F_GETFD) >= 0)
    posix_spawn_file_actions_adddup2(&settings.actions, requests, requests);
}

class Process {
public:
  Process(const Command& command, Pipe in, Pipe out, Pipe err)
      : command_(command), in_(std::move(in)), out_(std::move(out)), err_(std::move(err)) {}

  int start();
  Result<Finished> finish();

private:
  void poll_once(Clock::time_point until);
  void feed();
  void drain(FileDescriptor& end, std::string& kept);
  void drain_what_is_left();
  void terminate();
  bool exited();

  const Command& command_;
  Pipe in_, out_, err_;
  pid_t pid_ = -1;
  FileDescriptor pidfd_;
  size_t fed_ = 0;
  bool killed_ = false;
  int status_ = 0;
  Finished finished_;
};

int Process::start() {
  SpawnSettings settings;
  if (command_.hand_on_debconf)
    hand_on_debconf(settings);
  else if (command_.input.empty())
    posix_spawn_file_actions_addopen(&settings.actions, 0, "/dev/null", O_RDONLY, 0);
  else
    posix_spawn_file_actions_adddup2(&settings.actions, in_.read.get(), 0);
  posix_spawn_file_actions_adddup2(&settings.actions, out_.write.get(), 1);
  posix_spawn_file_actions_adddup2(&settings.actions, err_.write.get(), 2);
  // Nothing of ours is inherited: a daemon would keep the installer's pipes open.
  posix_spawn_file_actions_addclosefrom_np(&settings.actions, command_.hand_on_debconf ? 4 : 3);
  auto argv = full_argv(command_);
  auto environment = full_environment(command_);
  auto argv_list = pointers(argv);
  auto environment_list = pointers(environment);
  int problem = posix_spawnp(&pid_, argv_list[0], &settings.actions, &settings.attributes,
                             argv_list.data(), environment_list.data());
  in_.read.reset();
  out_.write.reset();
  err_.write.reset();
  if (problem == 0)
    pidfd_ = FileDescriptor(static_cast<int>(syscall(SYS_pidfd_open, pid_, 0)));
  return problem;
}

void Process::feed() {
  ssize_t count =
      write(in_.write.get(), command_.input.data() + fed_, command_.input.size() - fed_);
  if (count > 0)
    fed_ += static_cast<size_t>(count);
  bool broken = count < 0 && errno != EAGAIN && errno != EINTR;
  if (broken || fed_ == command_.input.size())
    in_.write.reset();
}

void Process::drain(FileDescriptor& end, std::string& kept) {
  char buffer[65536];
  ssize_t count = read(end.get(), buffer, sizeof buffer);
  if (count > 0)
    kept.append(buffer, std::min(static_cast<size_t>(count), most_kept - kept.size()));
  else if (count == 0 || (errno != EAGAIN && errno != EINTR))
    end.reset();
}

void Process::poll_once(Clock::time_point until) {
  long long left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
  // Without a pidfd (Linux before 5.3) the end of the process is looked for instead of awaited.
  left = std::clamp<long long>(left, 0, pidfd_.valid() ? 60000 : 50);
  std::array<pollfd, 4> watched = {
      pollfd{pidfd_.get(), POLLIN, 0}, pollfd{out_.read.get(), POLLIN, 0},
      pollfd{err_.read.get(), POLLIN, 0}, pollfd{in_.write.get(), POLLOUT, 0}};
  if (poll(watched.data(), watched.size(), static_cast<int>(left)) <= 0)
    return;
  if (watched[1].revents)
    drain(out_.read, finished_.out);
  if (watched[2].revents)
    drain(err_.read, finished_.err);
  if (watched[3].revents)
    feed();
}

bool Process::exited() {
  return waitpid(pid_, &status_, WNOHANG) == pid_;
}

void Process::terminate() {
  kill(-pid_, killed_ ? SIGKILL : SIGTERM);
  killed_ = true;
}

// A daemon that the command left behind may hold the pipes open: take what is there, do not wait.
void Process::drain_what_is_left() {
  for (auto [end, kept] : {std::pair{&out_.read, &finished_.out}, {&err_.read, &finished_.err}}) {
    size_t before;
    do {
      before = kept->size();
      if (end->valid())
        drain(*end, *kept);
    } while (end->valid() && kept->size() > before);
  }
}

Result<Finished> Process::finish() {
  auto deadline = Clock::now() + command_.timeout;
  while (!exited()) {
    if (Clock::now() >= deadline) {
      finished_.timed_out = true;
      terminate();
      deadline = Clock::now() + grace;
    }
    poll_once(deadline);
  }
  drain_what_is_left();
  finished_.exit_status = WIFSIGNALED(status_) ? 128 + WTERMSIG(status_) : WEXITSTATUS(status_);
  return finished_;
}

void never_block(const FileDescriptor& descriptor) {
  fcntl(descriptor.get(), F_SETFL, fcntl(descriptor.get(), F_GETFL) | O_NONBLOCK);
}

} // namespace

Result<Finished> ProcessRunner::run(const Command& command) {
  if (command.argv.empty())
    return failure("an empty command was to be run");
  // A program that does not read its stdin to the end must not end us.
  static const auto ignored = signal(SIGPIPE, SIG_IGN);
  if (ignored == SIG_ERR)
    return failure("cannot ignore SIGPIPE: " + errno_text(errno));
  auto in = make_pipe(), out = make_pipe(), err = make_pipe();
  if (!in || !out || !err)
    return tl::unexpected((!in ? in : !out ? out : err).error());
  never_block(in->write);
  never_block(out->read);
  never_block(err->read);
  Process process(command, std::move(*in), std::move(*out), std::move(*err));
  int problem = process.start();
  if (problem == ENOENT || problem == EACCES)
    return Finished{127, false, "", command.argv[0] + ": " + errno_text(problem)};
  if (problem != 0)
    return failure("cannot start '" + command.text() + "': " + errno_text(problem));
  return process.finish();
}

} // namespace netroot
