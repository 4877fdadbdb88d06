// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/module/byte_source.h"
#include "system/interrupt.h"
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace netroot {
namespace {

constexpr size_t piece = 256 * 1024;

class FileSource : public ByteSource {
public:
  FileSource(int descriptor, uint64_t size, std::string name)
      : descriptor_(descriptor), size_(size), name_(std::move(name)), buffer_(piece) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override { close(descriptor_); }

  Result<std::string_view> next() override {
    for (;;) {
      if (was_interrupted())
        return failure(name_ + ": interrupted", "Run it again when you like.");
      const ssize_t got = read(descriptor_, buffer_.data(), buffer_.size());
      if (got >= 0)
        return std::string_view(buffer_.data(), static_cast<size_t>(got));
      if (errno != EINTR) // EIO: a scratched disc, a stick that was pulled
        return failure(name_ + ": cannot be read: " + errno_text(errno),
                       "The medium may be damaged or was removed; try another one.");
    }
  }
  std::optional<uint64_t> total() const override { return size_; }
  std::string name() const override { return name_; }

private:
  int descriptor_;
  uint64_t size_;
  std::string name_;
  std::vector<char> buffer_;
};

} // namespace

Result<std::unique_ptr<ByteSource>> open_file_source(const std::string& path,
                                                     const std::string& shown_as) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return failure(shown_as + ": cannot be opened: " + errno_text(errno));
  struct stat status {};
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    close(descriptor);
    return failure(shown_as + " is no regular file");
  }
  return std::make_unique<FileSource>(descriptor, static_cast<uint64_t>(status.st_size), shown_as);
}

Result<std::string_view> MemorySource::next() {
  return std::exchange(bytes_, std::string_view());
}

Result<std::string> read_all(ByteSource& source, size_t limit) {
  std::string all;
  for (;;) {
    const auto bytes = source.next();
    if (!bytes)
      return tl::unexpected(bytes.error());
    if (bytes->empty())
      return all;
    if (bytes->size() > limit - all.size())
      return failure(source.name() + " is larger than " + std::to_string(limit) + " bytes",
                     "This is not the file that was expected there.");
    all.append(*bytes);
  }
}

} // namespace netroot
