// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/helper_process.h"
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>

namespace netroot {
namespace {

constexpr size_t longest_answer = 1 << 20; // bytes without a newline: no helper of ours

// Those that were killed and may still be in the kernel; looked after now and then, so that they
// do not stay as zombies.
void reap_later(pid_t pid) {
  static std::mutex mutex;
  static std::vector<pid_t> left;
  const std::lock_guard<std::mutex> lock(mutex);
  left.push_back(pid);
  left.erase(std::remove_if(left.begin(), left.end(),
                            [](pid_t one) { return waitpid(one, nullptr, WNOHANG) != 0; }),
             left.end());
}

Outcome open_pipe(FileDescriptor& read_end, FileDescriptor& write_end) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0)
    return failure("cannot make a pipe: " + errno_text(errno));
  read_end = FileDescriptor(ends[0]);
  write_end = FileDescriptor(ends[1]);
  return {};
}

// Standard input and output are the pipes, standard error is nowhere; nothing else is inherited,
// and a terminal's Ctrl-C does not reach it.
int spawn(pid_t& pid, const std::vector<std::string>& argv, int input, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  posix_spawn_file_actions_adddup2(&actions, output, 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setpgroup(&attributes, 0);
  sigset_t defaults;
  sigemptyset(&defaults);
  for (int signal_number : {SIGPIPE, SIGHUP, SIGINT, SIGTERM, SIGWINCH, SIGTSTP})
    sigaddset(&defaults, signal_number);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  std::vector<std::string> words = argv;
  std::vector<char*> pointers;
  for (std::string& word : words)
    pointers.push_back(word.data());
  pointers.push_back(nullptr);
  int problem = posix_spawnp(&pid, pointers[0], &actions, &attributes, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return problem;
}

} // namespace

Outcome HelperProcess::start() {
  FileDescriptor input, output;
  if (auto opened = open_pipe(input, requests_); !opened)
    return opened;
  if (auto opened = open_pipe(answers_, output); !opened)
    return opened;
  fcntl(answers_.get(), F_SETFL, O_NONBLOCK);
  fcntl(requests_.get(), F_SETFL, O_NONBLOCK);
  // A helper that ended must not end us.
  static const auto ignored = std::signal(SIGPIPE, SIG_IGN);
  (void)ignored;
  if (int problem = spawn(pid_, argv_, input.get(), output.get()); problem != 0) {
    pid_ = -1;
    return failure("cannot start " + argv_[0] + ": " + errno_text(problem));
  }
  return {};
}

void HelperProcess::leave_behind() {
  requests_.reset();
  answers_.reset();
  pending_.clear();
  if (pid_ < 0)
    return;
  kill(pid_, SIGKILL);
  reap_later(std::exchange(pid_, -1));
}

tl::unexpected<Error> HelperProcess::given_up(const std::string& why) {
  leave_behind();
  return failure(why);
}

// A request is shorter than a pipe holds, so it goes out in one piece.
Outcome HelperProcess::ask(const std::string& request,
                           const std::function<void(const std::string&)>& take,
                           Clock::time_point deadline, int stop) {
  timed_out_ = false;
  if (pid_ < 0)
    if (auto started = start(); !started)
      return started;
  const std::string line = request + "\n";
  if (write(requests_.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size()))
    return given_up(argv_[0] + " takes no request: " + errno_text(errno));
  for (;;) {
    auto complete = take_lines(take);
    if (!complete)
      return given_up(complete.error().what);
    if (*complete)
      return {};
    if (auto waited = wait_for_output(deadline, stop); !waited)
      return given_up(waited.error().what);
  }
}

Outcome HelperProcess::wait_for_output(Clock::time_point deadline, int stop) {
  std::array<pollfd, 2> watched = {pollfd{answers_.get(), POLLIN, 0}, pollfd{stop, POLLIN, 0}};
  for (;;) {
    auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    timed_out_ = left <= 0;
    if (timed_out_)
      return failure("no answer in time");
    int ready = poll(watched.data(), watched.size(), static_cast<int>(std::min(left, 60000L)));
    if (ready < 0 && errno != EINTR)
      return failure("cannot wait for an answer: " + errno_text(errno));
    if (ready > 0 && watched[1].revents)
      return failure("no longer wanted");
    if (ready > 0)
      return {};
  }
}

// True when the answer is complete. Lines are handed on as they come: what was said before a hang
// counts.
Result<bool> HelperProcess::take_lines(const std::function<void(const std::string&)>& take) {
  for (;;) {
    for (size_t end; (end = pending_.find('\n')) != std::string::npos;) {
      const std::string line = pending_.substr(0, end);
      pending_.erase(0, end + 1);
      if (line == ".")
        return true;
      take(line);
    }
    std::array<char, 4096> buffer;
    ssize_t count = read(answers_.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EAGAIN)
      return false;
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0 || pending_.size() > longest_answer)
      return failure(argv_[0] + " ended without an answer");
    pending_.append(buffer.data(), static_cast<size_t>(count));
  }
}

} // namespace netroot
