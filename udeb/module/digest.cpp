// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/module/digest.h"
#include <openssl/evp.h>

namespace netroot {
namespace {

constexpr char not_the_right_copy[] =
    "The copy is truncated or not the right one; fetch it again or use another mirror.";

} // namespace

Digest::Digest(Kind kind)
    : context_(EVP_MD_CTX_new()),
      good_(context_ != nullptr &&
            EVP_DigestInit_ex(context_, kind == Kind::Sha256 ? EVP_sha256() : EVP_md5(), nullptr) ==
                1) {}

Digest::~Digest() {
  EVP_MD_CTX_free(context_);
}

void Digest::add(std::string_view bytes) {
  good_ = good_ && EVP_DigestUpdate(context_, bytes.data(), bytes.size()) == 1;
}

std::string Digest::hex() {
  unsigned char value[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  if (!good_ || EVP_DigestFinal_ex(context_, value, &length) != 1)
    return {};
  good_ = false;
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < length; ++i) {
    text += digits[value[i] >> 4];
    text += digits[value[i] & 15];
  }
  return text;
}

std::string digest_of(std::string_view bytes, Digest::Kind kind) {
  Digest digest(kind);
  digest.add(bytes);
  return digest.hex();
}

Result<std::string_view> HashedSource::next() {
  auto bytes = source_.next();
  if (bytes) {
    digest_.add(*bytes);
    count_ += bytes->size();
    if (most_ != 0 && count_ > most_)
      return failure(name() + " is longer than the " + std::to_string(most_) + " bytes that " +
                         told_by_ + " says",
                     not_the_right_copy);
    if (watch_)
      watch_(count_, total());
  }
  return bytes;
}

void HashedSource::expect(uint64_t size, const std::string& told_by) {
  most_ = size;
  told_by_ = told_by;
}

Outcome HashedSource::check_whole(const std::string& expected_sha256, uint64_t expected_size,
                                  const std::string& told_by) {
  expect(expected_size, told_by);
  for (;;) {
    const auto bytes = next();
    if (!bytes)
      return tl::unexpected(bytes.error());
    if (bytes->empty())
      break;
  }
  if (expected_size != 0 && count_ != expected_size)
    return failure(name() + ": " + std::to_string(count_) + " bytes, but " + told_by + " says " +
                       std::to_string(expected_size),
                   not_the_right_copy);
  const std::string seen = digest_.hex();
  if (seen == expected_sha256)
    return {};
  return failure(name() + ": SHA256 is " + seen + ", but " + told_by + " says " + expected_sha256,
                 "The file is damaged or was changed; nothing of it was used.");
}

} // namespace netroot
