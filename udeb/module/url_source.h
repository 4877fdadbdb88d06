// SPDX-License-Identifier: GPL-2.0-or-later
// A URL as a ByteSource, through libcurl's multi interface: data is taken from the network only
// when asked for, and the transfer ends with the object. Protocols: http, https, tftp (file is
// opened as a file). A proxy comes from the argument, else from http_proxy and friends.
#pragma once
#include "udeb/module/byte_source.h"

namespace netroot {

struct UrlOptions {
  std::string proxy;         // empty: the environment's
  long connect_timeout = 30; // s, name lookup included
  long stall_timeout = 60;   // s without one byte
};

// True for "scheme://…".
bool is_url(const std::string& text);
// Nothing is connected before the first next(). The error of next() says in plain words what was
// wrong: host not found, refused, HTTP status, nothing for 60 s, truncated (N of M bytes).
// Error (Usage): a protocol that is not supported.
Result<std::unique_ptr<ByteSource>> open_url(const std::string& url,
                                             const UrlOptions& options = {});
// A small file as a whole.
Result<std::string> fetch_url(const std::string& url, const UrlOptions& options, size_t limit);

} // namespace netroot
