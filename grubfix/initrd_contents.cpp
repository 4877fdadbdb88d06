// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/initrd_contents.h"
#include "grubfix/cpio_stream.h"
#include "grubfix/identity.h"
#include "system/file_descriptor.h"
#include <algorithm>
#include <archive.h>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <memory>

namespace netroot {
namespace {

class FilePipe : public BytePipe {
public:
  FilePipe(FileDescriptor file, std::string path)
      : file_(std::move(file)), path_(std::move(path)) {}
  Result<std::string_view> next() override {
    for (;;) {
      ssize_t count = read(file_.get(), buffer_.data(), buffer_.size());
      if (count >= 0)
        return std::string_view(buffer_.data(), static_cast<size_t>(count));
      if (errno != EINTR)
        return failure("cannot read " + path_ + ": " + errno_text(errno));
    }
  }

private:
  FileDescriptor file_;
  std::string path_;
  std::array<char, 1 << 16> buffer_;
};

// What is left of a stream, decompressed.
class Decompressed : public BytePipe {
public:
  Decompressed(BytePipe& packed, std::string_view first)
      : packed_(packed), first_(first), archive_(archive_read_new(), archive_read_free) {}

  Outcome open() {
    archive* a = archive_.get();
    archive_read_support_format_raw(a);
    for (auto add : {archive_read_support_filter_gzip, archive_read_support_filter_xz,
                     archive_read_support_filter_lzma, archive_read_support_filter_zstd,
                     archive_read_support_filter_bzip2, archive_read_support_filter_lz4,
                     archive_read_support_filter_lzop})
      add(a);
    archive_entry* entry = nullptr;
    if (archive_read_open(a, this, nullptr, read_packed, nullptr) != ARCHIVE_OK ||
        archive_read_next_header(a, &entry) != ARCHIVE_OK)
      return broken();
    if (archive_filter_count(a) < 2)
      return failure("it is neither a cpio archive nor compressed in a way that is known");
    return {};
  }

  Result<std::string_view> next() override {
    const void* bytes = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    int status = archive_read_data_block(archive_.get(), &bytes, &size, &offset);
    if (status == ARCHIVE_EOF)
      return std::string_view();
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
      return broken();
    return std::string_view(static_cast<const char*>(bytes), size);
  }

private:
  tl::unexpected<Error> broken() {
    if (error_)
      return tl::unexpected(*error_);
    const char* why = archive_error_string(archive_.get());
    return failure(std::string("it cannot be decompressed: ") + (why ? why : "no reason given"));
  }

  static la_ssize_t read_packed(archive* a, void* self, const void** bytes) {
    auto* pipe = static_cast<Decompressed*>(self);
    if (!pipe->first_.empty()) {
      *bytes = pipe->first_.data();
      return static_cast<la_ssize_t>(std::exchange(pipe->first_, {}).size());
    }
    auto piece = pipe->packed_.next();
    if (!piece) {
      pipe->error_ = piece.error();
      archive_set_error(a, EIO, "%s", piece.error().what.c_str());
      return -1;
    }
    *bytes = piece->data();
    return static_cast<la_ssize_t>(piece->size());
  }

  BytePipe& packed_;
  std::string_view first_;
  std::optional<Error> error_;
  std::unique_ptr<archive, decltype(&archive_read_free)> archive_;
};

// "usr/lib/modules/6.12.1-amd64/kernel/drivers/block/aoe/aoe.ko.xz" gives the version.
std::optional<std::string> module_version(std::string_view name) {
  constexpr std::string_view folder = "lib/modules/";
  if (name.starts_with("usr/"))
    name.remove_prefix(4);
  size_t slash = name.find('/', folder.size());
  std::string_view base = name.substr(name.rfind('/') + 1);
  if (!name.starts_with(folder) || slash == name.npos ||
      (base != "aoe.ko" && base != "aoe.ko.xz" && base != "aoe.ko.zst" && base != "aoe.ko.gz"))
    return std::nullopt;
  return std::string(name.substr(folder.size(), slash - folder.size()));
}

constexpr std::string_view identity_name = "etc/netroot/netroot.conf";

bool note(const CpioMember& member, InitrdContents& contents) {
  if (auto version = module_version(member.name))
    contents.module_versions.push_back(*version);
  contents.script = contents.script || member.name == "scripts/local-top/netroot";
  contents.stock_script = contents.stock_script || member.name == "scripts/local-top/aoe";
  return member.name == identity_name;
}

Outcome read_segments(BytePipe& file, InitrdContents& contents) {
  auto wants = [&](const CpioMember& member) { return note(member, contents); };
  auto take = [&](const CpioMember&, std::string bytes) { contents.identity = std::move(bytes); };
  CpioStream plain(file);
  if (auto read = plain.read(wants, take); !read)
    return read;
  if (plain.rest().empty())
    return {};
  Decompressed packed(file, plain.rest());
  if (auto opened = packed.open(); !opened)
    return opened;
  CpioStream inner(packed);
  if (auto read = inner.read(wants, take); !read)
    return read;
  return inner.rest().empty() ? Outcome() : failure("its compressed part is no cpio archive");
}

// Another list of ports or another timeout still finds the disk: after ten seconds without one of
// its ports, the script in the initrd tries them all.
bool same_target(const std::string& one, const std::string& other) {
  auto left = parse_identity(one), right = parse_identity(other);
  return left && right && left->target == right->target;
}

} // namespace

Result<InitrdContents> read_initrd(const RootDir& root, const std::string& path) {
  auto real = root.follow(path);
  if (!real)
    return tl::unexpected(real.error());
  FileDescriptor file(open(real->c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid())
    return failure("cannot read " + path + ": " + errno_text(errno));
  FilePipe pipe(std::move(file), path);
  InitrdContents contents;
  if (auto read = read_segments(pipe, contents); !read)
    return because(read.error(), path);
  return contents;
}

bool is_stale(const InitrdContents& contents, const std::string& identity_text) {
  auto held = parse_identity(contents.identity.value_or(""));
  auto now = parse_identity(identity_text);
  return held && now &&
         (held->macs != now->macs || held->timeout != now->timeout || held->mtu != now->mtu ||
          held->deadsecs != now->deadsecs || held->maxout != now->maxout);
}

std::string initrd_fault(const InitrdContents& contents, const std::string& kernel_version,
                         const std::string& identity, bool built_in) {
  const auto& versions = contents.module_versions;
  bool holds = kernel_version.empty()
                   ? !versions.empty()
                   : std::find(versions.begin(), versions.end(), kernel_version) != versions.end();
  if (!built_in && !holds)
    return versions.empty() ? "it does not hold the module aoe"
                            : "it holds the module aoe for " + versions[0] + " only";
  if (!contents.script)
    return "it has no scripts/local-top/netroot, which brings the AoE disk up";
  if (!contents.identity)
    return "it has no " + std::string(identity_name);
  if (!same_target(*contents.identity, identity))
    return "its " + std::string(identity_name) + " names another target than /" +
           std::string(identity_name);
  return {};
}

} // namespace netroot
