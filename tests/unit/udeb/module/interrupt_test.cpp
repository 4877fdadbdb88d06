// SPDX-License-Identifier: GPL-2.0-or-later
// A person who cancels a download is not kept waiting, whatever the server does.
#include "system/file_descriptor.h"
#include "system/interrupt.h"
#include "tests/unit/catch.h"
#include "tests/unit/temporary_root.h"
#include "udeb/module/url_source.h"
#include <chrono>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>

using namespace netroot;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

// Takes connections and says what it is told to, then nothing more.
class SilentServer {
public:
  explicit SilentServer(std::string words) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    REQUIRE(bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), length) == 0);
    REQUIRE(listen(socket_.get(), 1) == 0);
    REQUIRE(getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &length) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, said = std::move(words)] {
      client_ = FileDescriptor(accept(socket_.get(), nullptr, nullptr));
      (void)!write(client_.get(), said.data(), said.size());
    });
  }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;
  ~SilentServer() { thread_.join(); }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/a.deb"; }

private:
  FileDescriptor socket_, client_;
  int port_ = 0;
  std::thread thread_;
};

struct ClearedInterrupt {
  ~ClearedInterrupt() { clear_interrupt(); }
};

// How long the download went on after the interrupt.
steady_clock::duration cancelled(ByteSource& source) {
  const ClearedInterrupt cleared;
  steady_clock::time_point when;
  std::thread person([&when] {
    std::this_thread::sleep_for(milliseconds(300));
    when = steady_clock::now();
    interrupt();
  });
  Result<std::string_view> piece("first");
  while (piece && !piece->empty())
    piece = source.next();
  auto ended = steady_clock::now();
  person.join();
  REQUIRE_FALSE(piece);
  CHECK(piece.error().what.find("interrupted") != std::string::npos);
  CHECK_FALSE(piece.error().hint.empty());
  return ended - when;
}

} // namespace

TEST_CASE("an interrupt ends a wait for a server that says nothing") {
  SilentServer server("");
  UrlOptions options;
  auto source = open_url(server.url(), options);
  REQUIRE(source);
  CHECK(cancelled(**source) < milliseconds(100));
}

TEST_CASE("an interrupt ends a download that has stalled") {
  SilentServer server("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc");
  auto source = open_url(server.url());
  REQUIRE(source);
  CHECK(cancelled(**source) < milliseconds(100));
}

TEST_CASE("an interrupt ends the reading of a file, and clearing it lets the next one be read") {
  test::TemporaryRoot folder;
  folder.put("/a.deb", "bytes");
  const std::string path = folder.root().at("/a.deb").string();
  {
    const ClearedInterrupt cleared;
    interrupt();
    auto source = open_file_source(path, path);
    REQUIRE(source);
    CHECK_FALSE((*source)->next());
  }
  auto source = open_file_source(path, path);
  REQUIRE(source);
  CHECK((*source)->next().value() == "bytes");
}
