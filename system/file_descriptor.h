// SPDX-License-Identifier: GPL-2.0-or-later
// FileDescriptor: closes itself. For the ground floor and for code that polls.
#pragma once
#include <unistd.h>
#include <utility>

namespace netroot {

class FileDescriptor {
public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~FileDescriptor() { reset(); }

  int get() const { return number_; }
  bool valid() const { return number_ >= 0; }
  // Returns what close(2) said; 0 when there was nothing to close.
  int reset() {
    int old = std::exchange(number_, -1);
    return old >= 0 ? close(old) : 0;
  }

private:
  int number_ = -1;
};

} // namespace netroot
