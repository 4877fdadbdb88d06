// SPDX-License-Identifier: GPL-2.0-or-later
#include "grubfix/publish/publish.h"
#include "system/text.h"
#include <algorithm>
#include <cstring>
#include <curl/curl.h>
#include <memory>
#include <string_view>

namespace netroot {
namespace {

constexpr long connect_timeout = 30; // s
constexpr long whole_timeout = 120;  // s; the file has a few kilobytes
constexpr size_t longest_answer = 4096;

struct Transfer {
  std::string_view left;
  std::string body, status; // status: of the last response, "201 Created"
};

size_t give(char* into, size_t size, size_t count, void* self) {
  auto& left = static_cast<Transfer*>(self)->left;
  size_t now = std::min(size * count, left.size());
  std::memcpy(into, left.data(), now);
  left.remove_prefix(now);
  return now;
}

size_t take_body(char* bytes, size_t size, size_t count, void* self) {
  auto& body = static_cast<Transfer*>(self)->body;
  body.append(bytes,
              std::min(size * count, longest_answer - std::min(longest_answer, body.size())));
  return size * count;
}

size_t take_header(char* bytes, size_t size, size_t count, void* self) {
  std::string_view line(bytes, size * count);
  if (line.starts_with("HTTP/"))
    static_cast<Transfer*>(self)->status =
        std::string(trim(line.substr(std::min(line.find(' '), line.size()))));
  return size * count;
}

// `url` is taken apart only as far as its scheme.
Outcome check_url(const std::string& url) {
  for (std::string_view scheme : {"http://", "https://", "tftp://"})
    if (url.starts_with(scheme)) {
      size_t slash = url.find('/', scheme.size());
      if (slash == url.npos || url.back() == '/')
        return usage_error(shown_url(url) + " has no file name at its end",
                           "Write it out: " + shown_url(url) + (url.back() == '/' ? "" : "/") +
                               "sanboot.gpxe");
      return {};
    }
  return usage_error(shown_url(url) + " is neither http://, https:// nor tftp://");
}

tl::unexpected<Error> refused(const std::string& url, const Transfer& transfer, long status) {
  std::string first(trim(transfer.body.substr(0, transfer.body.find('\n'))));
  std::string what = shown_url(url) + ": the server said " +
                     (transfer.status.empty() ? std::to_string(status) : transfer.status) +
                     (first.empty() || first.starts_with('<') ? "" : ": " + first);
  std::string hint = status == 405 || status == 501 ? "It takes no PUT for that address."
                     : status == 401 || status == 403
                         ? "It wants to know who you are; put user:password@ in front of the host."
                         : "Look into the server's log.";
  return failure(what, hint);
}

void set_up(CURL* curl, const std::string& url, Transfer& transfer, char* words) {
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(transfer.left.size()));
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(curl, CURLOPT_READDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, words);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_timeout);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, whole_timeout);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "netroot/" NETROOT_VERSION);
}

} // namespace

Result<Published> publish(const std::string& url, const std::string& bytes) {
  if (auto right = check_url(url); !right)
    return tl::unexpected(right.error());
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(),
                                                                 curl_easy_cleanup);
  if (!curl)
    return failure("libcurl cannot be started");
  Transfer transfer{bytes, "", ""};
  char words[CURL_ERROR_SIZE] = "";
  set_up(curl.get(), url, transfer, words);
  CURLcode code = curl_easy_perform(curl.get());
  if (code != CURLE_OK)
    return failure(shown_url(url) + ": " + (words[0] ? words : curl_easy_strerror(code)),
                   "Is the server there, and does it take files from this machine?");
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (!url.starts_with("tftp://") && (status < 200 || status > 299))
    return refused(url, transfer, status);
  return Published{transfer.status};
}

} // namespace netroot
