// SPDX-License-Identifier: GPL-2.0-or-later
// Digests through libcrypto's EVP interface (EVP_DigestInit(3)), as lower-case hex.
#pragma once
#include "udeb/module/byte_source.h"
#include <functional>
#include <string>
#include <string_view>

struct evp_md_ctx_st; // libcrypto's EVP_MD_CTX

namespace netroot {

class Digest {
public:
  enum class Kind { Sha256, Md5 };
  explicit Digest(Kind kind);
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;
  ~Digest();
  void add(std::string_view bytes);
  // Ends the computation; "" when libcrypto refused the kind (MD5 in FIPS mode).
  std::string hex();

private:
  evp_md_ctx_st* context_;
  bool good_;
};

std::string digest_of(std::string_view bytes, Digest::Kind kind = Digest::Kind::Sha256);

// Hands another source's bytes on and computes their SHA256 and count on the way.
class HashedSource : public ByteSource {
public:
  explicit HashedSource(ByteSource& source) : source_(source) {}
  Result<std::string_view> next() override;
  std::optional<uint64_t> total() const override { return source_.total(); }
  std::string name() const override { return source_.name(); }
  // Bytes handed on so far.
  uint64_t count() const { return count_; }
  // Called after each piece with count() and total().
  using Watch = std::function<void(uint64_t, std::optional<uint64_t>)>;
  void watch(Watch watch) { watch_ = std::move(watch); }
  // From now on more than `size` bytes are an error, so that a server that never ends ends there;
  // 0: any number.
  void expect(uint64_t size, const std::string& told_by);
  // Reads to the end, then compares; once only. `expected_size` 0: not compared. The error names
  // what was expected and what came.
  Outcome check_whole(const std::string& expected_sha256, uint64_t expected_size,
                      const std::string& told_by);

private:
  ByteSource& source_;
  Digest digest_{Digest::Kind::Sha256};
  uint64_t count_ = 0, most_ = 0;
  std::string told_by_;
  Watch watch_;
};

} // namespace netroot
