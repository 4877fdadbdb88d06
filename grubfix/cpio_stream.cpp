// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/cpio_stream.h"
#include <algorithm>
#include <charconv>

namespace netroot {
namespace {

constexpr size_t magic_size = 6, header_size = 110;
constexpr std::string_view last_member = "TRAILER!!!";
constexpr uint32_t longest_name = 4096; // PATH_MAX

bool is_magic(std::string_view bytes) {
  return bytes.starts_with("070701") || bytes.starts_with("070702");
}

tl::unexpected<Error> damaged(const std::string& what) {
  return failure("the archive is damaged: " + what);
}

// The header is the magic and 13 numbers of 8 hexadecimal digits; size is the 7th, the name's
// length (with its NUL) the 12th.
Result<uint32_t> number(std::string_view header, size_t index) {
  std::string_view digits = header.substr(magic_size + 8 * index, 8);
  uint32_t value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (error != std::errc() || end != digits.data() + digits.size())
    return damaged("a header holds no number where one belongs");
  return value;
}

size_t padding(uint64_t position) {
  return static_cast<size_t>((4 - position % 4) % 4);
}

} // namespace

// More bytes behind those that are there; false at the end.
Result<bool> CpioStream::fill() {
  held_ = std::string(piece_);
  auto more = pipe_.next();
  if (!more)
    return tl::unexpected(more.error());
  if (more->empty()) {
    piece_ = held_;
    return false;
  }
  if (held_.empty()) {
    piece_ = *more;
  } else {
    held_ += *more;
    piece_ = held_;
  }
  return true;
}

Result<bool> CpioStream::skip_zeros() {
  for (;;) {
    size_t zeros = std::min(piece_.find_first_not_of('\0'), piece_.size());
    piece_.remove_prefix(zeros);
    position_ += zeros;
    if (!piece_.empty())
      return true;
    if (auto filled = fill(); !filled || !*filled)
      return filled;
  }
}

// False: the bytes have ended, or something else follows.
Result<bool> CpioStream::at_archive() {
  auto more = skip_zeros();
  while (more && *more && piece_.size() < magic_size)
    more = fill();
  if (!more)
    return more;
  return is_magic(piece_);
}

Outcome CpioStream::take_bytes(size_t count, std::string* into) {
  while (count > 0) {
    if (piece_.empty()) {
      auto filled = fill();
      if (!filled)
        return tl::unexpected(filled.error());
      if (!*filled)
        return damaged("it breaks off");
    }
    size_t now = std::min(count, piece_.size());
    if (into)
      into->append(piece_.substr(0, now));
    piece_.remove_prefix(now);
    position_ += now;
    count -= now;
  }
  return {};
}

// False after the last member of an archive.
Result<bool>
CpioStream::read_member(const std::function<bool(const CpioMember&)>& wants,
                        const std::function<void(const CpioMember&, std::string)>& take) {
  std::string header, name, content;
  if (auto taken = take_bytes(header_size, &header); !taken)
    return tl::unexpected(taken.error());
  if (!is_magic(header))
    return damaged("a member has no header");
  auto size = number(header, 6), name_size = number(header, 11);
  if (!size || !name_size)
    return tl::unexpected(size ? name_size.error() : size.error());
  if (*name_size == 0 || *name_size > longest_name)
    return damaged("a member's name has " + std::to_string(*name_size) + " bytes");
  if (auto taken = take_bytes(*name_size, &name); !taken)
    return tl::unexpected(taken.error());
  name.erase(std::min(name.find('\0'), name.size()));
  if (name == last_member)
    return false;
  for (std::string_view prefix : {"./", "/"})
    if (std::string_view(name).starts_with(prefix))
      name.erase(0, prefix.size());
  CpioMember member{name, *size};
  bool wanted = *size <= largest_kept && wants(member);
  if (auto taken = take_bytes(padding(position_), nullptr); !taken)
    return tl::unexpected(taken.error());
  if (auto taken = take_bytes(*size, wanted ? &content : nullptr); !taken)
    return tl::unexpected(taken.error());
  if (wanted)
    take(member, std::move(content));
  auto padded = take_bytes(padding(position_), nullptr);
  return padded ? Result<bool>(true) : tl::unexpected(padded.error());
}

Outcome CpioStream::read(const std::function<bool(const CpioMember&)>& wants,
                         const std::function<void(const CpioMember&, std::string)>& take) {
  for (;;) {
    auto archive = at_archive();
    if (!archive)
      return tl::unexpected(archive.error());
    if (!*archive)
      return {};
    position_ = 0; // an archive is aligned by itself
    for (;;) {
      auto member = read_member(wants, take);
      if (!member)
        return tl::unexpected(member.error());
      if (!*member)
        break;
    }
  }
}

} // namespace netroot
