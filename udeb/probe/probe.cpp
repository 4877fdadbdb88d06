// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/probe/probe.h"
#include "system/file_descriptor.h"
#include "system/text.h"
#include "udeb/probe/read_contents.h"
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace netroot {
namespace {

// False when nobody listens any more.
bool say(int answers, const std::string& text) {
  for (size_t at = 0; at < text.size();) {
    ssize_t count = write(answers, text.data() + at, text.size() - at);
    if (count < 0 && errno != EINTR)
      return false;
    at += count < 0 ? 0 : static_cast<size_t>(count);
  }
  return true;
}

std::string lines_of(const DiskLook& look) {
  return join(look_to_lines(look), "\n") + "\n";
}

// Who the disk is comes first: the driver knows it without asking, so it is told even when the
// reading hangs.
bool answer(int answers, const std::string& path) {
  FileDescriptor disk(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!disk.valid())
    return say(answers, "error it cannot be opened: " + errno_text(errno) + "\n.\n");
  DiskLook look;
  look.identity = read_identity(disk.get(), path);
  if (!say(answers, lines_of(look)))
    return false;
  auto contents = read_contents(disk.get());
  if (!contents)
    return say(answers, "error " + contents.error().what + "\n.\n");
  look.contents = std::move(*contents);
  return say(answers, lines_of(look) + ".\n");
}

} // namespace

Outcome run_probe(int requests, int answers) {
  std::string pending;
  std::array<char, 4096> buffer;
  for (;;) {
    for (size_t end; (end = pending.find('\n')) != std::string::npos;) {
      if (!answer(answers, pending.substr(0, end)))
        return {};
      pending.erase(0, end + 1);
    }
    ssize_t count = read(requests, buffer.data(), buffer.size());
    if (count == 0)
      return {};
    if (count < 0 && errno != EINTR)
      return failure("cannot read which disk to look at: " + errno_text(errno));
    if (count > 0)
      pending.append(buffer.data(), static_cast<size_t>(count));
  }
}

Outcome DiskReader::look_at(const std::string& path, DiskLook& look,
                            std::chrono::milliseconds timeout, int stop) {
  constexpr std::string_view error_word = "error ";
  std::string error;
  auto take = [&](const std::string& line) {
    if (line.compare(0, error_word.size(), error_word) == 0)
      error = line.substr(error_word.size());
    else
      take_look_line(look, line);
  };
  auto asked = helper_.ask(path, take, HelperProcess::Clock::now() + timeout, stop);
  if (!asked && helper_.timed_out())
    return failure("it did not answer within " +
                       std::to_string(std::chrono::ceil<std::chrono::seconds>(timeout).count()) +
                       " s",
                   "Check the server and the link to it.");
  if (!asked || error.empty())
    return asked;
  return failure(error, "Check that the server still exports it and that the link to it is up.");
}

} // namespace netroot
