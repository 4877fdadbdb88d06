// SPDX-License-Identifier: GPL-2.0-or-later
// Result: what can go wrong and be told to the user is returned, not thrown. Exceptions are left
// for programming errors and end in main().
#pragma once
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace netroot {

// One error as a person reads it. `what` says what was wrong and where ("e0.0: no answer on ens3
// after 60 s"), `hint` what to do about it; both are plain sentences without a final newline.
struct Error {
  enum class Kind {
    Failed, // exit status 1
    Usage,  // exit status 2: the call or an answer was wrong
    GoBack, // exit status 10: the user asked to go back, as debian-installer counts
  };
  std::string what;
  std::string hint;
  Kind kind = Kind::Failed;

  // "what\nhint" for a screen; only `what` when there is no hint.
  std::string text() const { return hint.empty() ? what : what + "\n" + hint; }
  int exit_status() const { return kind == Kind::Failed ? 1 : kind == Kind::Usage ? 2 : 10; }
};

template <class T> using Result = tl::expected<T, Error>;
using Outcome = Result<void>;

inline tl::unexpected<Error> failure(std::string what, std::string hint = {}) {
  return tl::unexpected<Error>(Error{std::move(what), std::move(hint), Error::Kind::Failed});
}
inline tl::unexpected<Error> usage_error(std::string what, std::string hint = {}) {
  return tl::unexpected<Error>(Error{std::move(what), std::move(hint), Error::Kind::Usage});
}
inline tl::unexpected<Error> go_back() {
  return tl::unexpected<Error>(Error{"the user went back", {}, Error::Kind::GoBack});
}
// Hands an error on with what the caller was doing in front: "context: what".
inline tl::unexpected<Error> because(const Error& error, const std::string& context) {
  return tl::unexpected<Error>(Error{context + ": " + error.what, error.hint, error.kind});
}
// The text of errno, without the locale.
std::string errno_text(int error_number);

} // namespace netroot
