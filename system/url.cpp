// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/url.h"

namespace netroot {

std::string shown_url(const std::string& url) {
  size_t host = url.find("://");
  if (host == url.npos)
    return url;
  host += 3;
  size_t at = url.substr(0, url.find_first_of("/?#", host)).rfind('@');
  return at == url.npos || at < host ? url : url.substr(0, host) + url.substr(at + 1);
}

} // namespace netroot
