// SPDX-License-Identifier: GPL-2.0-or-later
#include "udeb/module/url_source.h"
#include "system/interrupt.h"
#include "system/url.h"
#include <curl/curl.h>
#include <unistd.h>

namespace netroot {
namespace {

// Certificates as ca-certificates-udeb and ca-certificates install them.
constexpr char ca_bundle[] = "/etc/ssl/certs/ca-certificates.crt";
constexpr char ca_folder[] = "/etc/ssl/certs";

// TFTP asks for one block at a time; this many bytes fill an Ethernet frame. A server that knows no
// such option sends 512.
constexpr long tftp_block = 1428;

bool curl_is_ready() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

std::string hint_for(CURLcode code) {
  switch (code) {
  case CURLE_COULDNT_RESOLVE_HOST:
  case CURLE_COULDNT_RESOLVE_PROXY:
    return "Check the name and the network's DNS server, or give an address.";
  case CURLE_COULDNT_CONNECT:
    return "Check that the server is up and that the network reaches it, or use another mirror.";
  case CURLE_OPERATION_TIMEDOUT:
    return "The server is down or the network loses packets; try again or use another mirror.";
  case CURLE_PEER_FAILED_VERIFICATION:
  case CURLE_SSL_CACERT_BADFILE:
    return "The server's certificate cannot be checked here (is ca-certificates there, is the "
           "clock "
           "right?); http with a SHA256 is as safe.";
  case CURLE_PARTIAL_FILE:
    return "The connection broke; try again.";
  default:
    return "Check the URL, or use another source for the package.";
  }
}

tl::unexpected<Error> interrupted(const std::string& url) {
  return failure(url + ": interrupted", "Nothing of it was kept; fetch it again when you like.");
}

class UrlSource : public ByteSource {
public:
  UrlSource(std::string url, const UrlOptions& options)
      : url_(std::move(url)), shown_(shown_url(url_)), options_(options), multi_(curl_multi_init()),
        easy_(curl_easy_init()) {
    if (multi_ != nullptr && easy_ != nullptr)
      set_up();
  }
  UrlSource(const UrlSource&) = delete;
  UrlSource& operator=(const UrlSource&) = delete;
  ~UrlSource() override {
    if (multi_ != nullptr && easy_ != nullptr)
      curl_multi_remove_handle(multi_, easy_);
    curl_easy_cleanup(easy_);
    curl_multi_cleanup(multi_);
  }

  Result<std::string_view> next() override;
  std::optional<uint64_t> total() const override { return total_; }
  std::string name() const override { return shown_; }

private:
  void set_up();
  void take_result();
  tl::unexpected<Error> failed(CURLcode code);
  std::string words_for(CURLcode code) const;
  Outcome wait();
  static size_t store(char* bytes, size_t one, size_t count, void* self);
  static int go_on(void*, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

  std::string url_;
  std::string shown_; // without a password: messages go to screens and logs
  UrlOptions options_;
  CURLM* multi_;
  CURL* easy_;
  std::string arrived_, handed_out_;
  std::optional<uint64_t> total_;
  uint64_t count_ = 0;
  bool finished_ = false;
  std::optional<Error> failure_; // stays: no later call takes a broken transfer for a whole one
  char detail_[CURL_ERROR_SIZE] = "";
};

void UrlSource::set_up() {
  curl_easy_setopt(easy_, CURLOPT_URL, url_.c_str());
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, detail_);
  curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &UrlSource::store);
  curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy_, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy_, CURLOPT_XFERINFOFUNCTION, &UrlSource::go_on);
  curl_easy_setopt(easy_, CURLOPT_NOPROGRESS, 0L);
  // A name server that is silent must not be waited for once nobody wants the answer.
  curl_easy_setopt(easy_, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy_, CURLOPT_USERAGENT, "netroot/" NETROOT_VERSION);
  curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT, options_.connect_timeout);
  curl_easy_setopt(easy_, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(easy_, CURLOPT_LOW_SPEED_TIME, options_.stall_timeout);
  curl_easy_setopt(easy_, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(easy_, CURLOPT_MAXREDIRS, 8L);
  curl_easy_setopt(easy_, CURLOPT_TFTP_BLKSIZE, tftp_block);
  // A redirect may not lead to a file of this machine, nor from https to what anybody can change.
  curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https,tftp");
  curl_easy_setopt(easy_, CURLOPT_REDIR_PROTOCOLS_STR,
                   url_.starts_with("https:") ? "https" : "http,https");
  // Without a bundle libcurl's built-in name of one would be an error, whatever the folder has.
  curl_easy_setopt(easy_, CURLOPT_CAINFO, access(ca_bundle, R_OK) == 0 ? ca_bundle : nullptr);
  curl_easy_setopt(easy_, CURLOPT_CAPATH, ca_folder);
  if (!options_.proxy.empty() && !url_.starts_with("tftp:"))
    curl_easy_setopt(easy_, CURLOPT_PROXY, options_.proxy.c_str());
  curl_multi_add_handle(multi_, easy_);
}

size_t UrlSource::store(char* bytes, size_t one, size_t count, void* self) {
  static_cast<UrlSource*>(self)->arrived_.append(bytes, one * count);
  return one * count;
}

// libcurl asks now and then, also while it has work for long (a slow server's handshake).
int UrlSource::go_on(void*, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return was_interrupted() ? 1 : 0;
}

tl::unexpected<Error> UrlSource::failed(CURLcode code) {
  if (code == CURLE_ABORTED_BY_CALLBACK)
    return interrupted(shown_);
  long status = 0, tunnel = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(easy_, CURLINFO_HTTP_CONNECTCODE, &tunnel);
  if (tunnel >= 400)
    return failure(shown_ + ": the proxy answers " + std::to_string(tunnel),
                   "Check that the proxy lets https through to that server, or use another one.");
  if (code == CURLE_HTTP_RETURNED_ERROR)
    return failure(shown_ + ": the server answers " + std::to_string(status) +
                       (status == 404 ? " (not found)" : ""),
                   status == 404 ? "Check the URL; an archive keeps only its newest packages."
                                 : hint_for(code));
  if (code == CURLE_PARTIAL_FILE && total_)
    return failure(shown_ + " is truncated: " + std::to_string(count_ + arrived_.size()) + " of " +
                       std::to_string(*total_) + " bytes",
                   hint_for(code));
  return failure(shown_ + ": " + words_for(code), hint_for(code));
}

// libcurl's own words, but for TFTP: there the first thing it notes is that a socket of UDP has no
// peer, and that is no fault.
std::string UrlSource::words_for(CURLcode code) const {
  bool misled = std::string_view(detail_).starts_with("getpeername()");
  return detail_[0] == '\0' || misled ? curl_easy_strerror(code) : detail_;
}

void UrlSource::take_result() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE)
      continue;
    finished_ = true;
    if (message->data.result != CURLE_OK)
      failure_ = failed(message->data.result).value();
  }
}

// For the network, or for a person who gives up: an interrupt ends the wait at once.
Outcome UrlSource::wait() {
  curl_waitfd interrupt = {interrupt_descriptor(), CURL_WAIT_POLLIN, 0};
  if (was_interrupted())
    return interrupted(shown_);
  if (curl_multi_poll(multi_, &interrupt, interrupt.fd < 0 ? 0 : 1, 1000, nullptr) != CURLM_OK)
    return failure(shown_ + ": libcurl failed");
  return was_interrupted() ? Outcome(interrupted(shown_)) : Outcome();
}

// Nothing is read from the network while there is something to hand out, so that the sender is held
// back by TCP alone and no more is fetched than was asked for (but for the kernel's buffers).
Result<std::string_view> UrlSource::next() {
  if (multi_ == nullptr || easy_ == nullptr)
    return failure(shown_ + ": libcurl could not be started");
  arrived_.clear();
  while (arrived_.empty() && !finished_) {
    int running = 0;
    if (curl_multi_perform(multi_, &running) != CURLM_OK)
      return failure(shown_ + ": libcurl failed");
    // Asked each time: what a redirect's answer says is its own length.
    curl_off_t length = -1;
    curl_easy_getinfo(easy_, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    total_ = length < 0 ? std::nullopt : std::optional(static_cast<uint64_t>(length));
    take_result();
    if (auto waited = arrived_.empty() && !finished_ ? wait() : Outcome(); !waited)
      return tl::unexpected(waited.error());
  }
  if (failure_)
    return tl::unexpected(*failure_);
  handed_out_.swap(arrived_);
  count_ += handed_out_.size();
  const std::string_view piece = handed_out_;
  return piece;
}

// The path in "file:///path" or "file://localhost/path", %XX decoded.
std::string file_of(const std::string& url) {
  std::string rest = url.substr(std::string("file://").size());
  rest.erase(0, rest.find('/'));
  int length = 0;
  char* plain = curl_easy_unescape(nullptr, rest.c_str(), static_cast<int>(rest.size()), &length);
  std::string path = plain == nullptr ? rest : std::string(plain, static_cast<size_t>(length));
  curl_free(plain);
  return path;
}

} // namespace

bool is_url(const std::string& text) {
  const auto at = text.find("://");
  return at != std::string::npos && at > 0 && text.find('/') == at + 1;
}

Result<std::unique_ptr<ByteSource>> open_url(const std::string& url, const UrlOptions& options) {
  if (!curl_is_ready())
    return failure("libcurl could not be started");
  if (url.starts_with("file://"))
    return open_file_source(file_of(url), url);
  if (!url.starts_with("http://") && !url.starts_with("https://") && !url.starts_with("tftp://"))
    return usage_error("\"" + shown_url(url) + "\" is no URL that can be fetched",
                       "Give one that begins with http://, https://, tftp:// or file://.");
  return std::make_unique<UrlSource>(url, options);
}

Result<std::string> fetch_url(const std::string& url, const UrlOptions& options, size_t limit) {
  auto source = open_url(url, options);
  if (!source)
    return tl::unexpected(source.error());
  return read_all(**source, limit);
}

} // namespace netroot
