// SPDX-License-Identifier: GPL-2.0-or-later
// Nothing that is shown or logged of a download has the password that its URL may have.
#include "system/file_descriptor.h"
#include "tests/unit/catch.h"
#include "udeb/module/url_source.h"
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>

using namespace netroot;

namespace {

// Answers one connection after the other with these pieces, 100 ms between them.
class Server {
public:
  explicit Server(std::vector<std::vector<std::string>> answers) : answers_(std::move(answers)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(listen(socket_.get(), 8) == 0);
    REQUIRE(getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    shutdown(socket_.get(), SHUT_RDWR); // ends accept()
    thread_.join();
  }
  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }

private:
  void serve() {
    for (const auto& pieces : answers_) {
      FileDescriptor client(accept(socket_.get(), nullptr, nullptr));
      char request[4096];
      if (!client.valid() || recv(client.get(), request, sizeof request, 0) <= 0)
        return;
      for (const std::string& piece : pieces) {
        (void)!send(client.get(), piece.data(), piece.size(), MSG_NOSIGNAL);
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
      }
    }
  }
  FileDescriptor socket_{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  std::vector<std::vector<std::string>> answers_;
  int port_ = 0;
  std::thread thread_;
};

} // namespace

TEST_CASE("the length of a redirect's own answer is not taken for the file's") {
  Server server({{"HTTP/1.1 302 Found\r\nLocation: /b\r\nConnection: close\r\n"
                  "Content-Length: 5\r\n\r\n",
                  "moved"},
                 {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                  "a\r\n0123456789\r\n0\r\n\r\n"}});
  auto source = open_url(server.url("/a"));
  REQUIRE(source);
  auto piece = (*source)->next();
  REQUIRE(piece);
  CHECK(*piece == "0123456789");
  CHECK_FALSE((*source)->total());
}

TEST_CASE("a download is named, and its failure told, without the password") {
  // Nothing listens on that port.
  auto source = open_url("http://me:secret@127.0.0.1:1/linux-image.deb");
  REQUIRE(source);
  CHECK((*source)->name() == "http://127.0.0.1:1/linux-image.deb");
  auto piece = (*source)->next();
  REQUIRE_FALSE(piece);
  CHECK(piece.error().what.find("http://127.0.0.1:1/linux-image.deb: ") == 0);
  CHECK(piece.error().text().find("secret") == std::string::npos);
}

TEST_CASE("a URL that cannot be fetched is refused without its password") {
  auto source = open_url("ftp://me:secret@host/linux-image.deb");
  REQUIRE_FALSE(source);
  CHECK(source.error().text().find("ftp://host/linux-image.deb") != std::string::npos);
  CHECK(source.error().text().find("secret") == std::string::npos);
}
