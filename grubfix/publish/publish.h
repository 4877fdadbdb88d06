// SPDX-License-Identifier: GPL-2.0-or-later
// Puts a small file where firmware will fetch it from: HTTP PUT (RFC 9110, 9.3.4) or a TFTP write
// (RFC 1350), by libcurl.
#pragma once
#include "system/result.h"
#include "system/url.h"
#include <string>

namespace netroot {

struct Published {
  // What the server said: "201 Created" and the like for HTTP; "" for TFTP, which only
  // acknowledges.
  std::string answer;
};

// `url`: http://, https:// or tftp://, with the file's name at its end. A proxy comes from
// http_proxy and friends. Error (Usage): another protocol, or no file name. Error: in plain words
// what went wrong, with the server's status and the first line of its answer.
// Messages leave out the name and password that stand in front of the host.
Result<Published> publish(const std::string& url, const std::string& bytes);

} // namespace netroot
