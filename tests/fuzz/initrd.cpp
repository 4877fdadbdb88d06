// SPDX-License-Identifier: GPL-2.0-or-later
// An initrd of any bytes: archives one after the other, compressed ones behind them.
#include "grubfix/initrd_contents.h"
#include "tests/fuzz/fuzz.h"
#include <fcntl.h>
#include <string>
#include <unistd.h>

using namespace netroot;

namespace {

// One file for the whole run, in memory; without a name once the run has ended.
class Scratch {
public:
  Scratch() : path_("/dev/shm/netroot-fuzz-initrd." + std::to_string(getpid())) {
    file_ = open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  }
  ~Scratch() { unlink(path_.c_str()); }
  const std::string& holding(std::string_view bytes) const {
    must(ftruncate(file_, 0) == 0 &&
             pwrite(file_, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()),
         "the bytes are in a file");
    return path_;
  }

private:
  std::string path_;
  int file_ = -1;
};

} // namespace

FUZZ(bytes) {
  static const Scratch scratch;
  auto contents = read_initrd(RootDir::host(), scratch.holding(bytes));
  if (!contents) {
    must(!contents.error().what.empty(), "an error says what is wrong");
    return;
  }
  if (initrd_fault(*contents, "6.1", "NETROOT_TARGET=e0.0\n", false).empty())
    must(contents->script && contents->identity && !contents->module_versions.empty(),
         "an initrd without a fault has all that is needed");
}
