#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A forward proxy on a free port of 127.0.0.1, for tests.

module_proxy.py PORTFILE HTTP-PORT TLS-PORT

Every host that it is asked for is at these ports of 127.0.0.1: what comes from a host that has no name here
came through the proxy. "forbidden.test" is answered by 403. Requests are on the log, one a line
("GET http://…", "CONNECT host:port").
"""
import http.server
import os
import socket
import sys
import threading
import urllib.parse


def pour(source, sink):
    try:
        while piece := source.recv(65536):
            sink.sendall(piece)
    except OSError:
        pass
    try:
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


class Proxy(http.server.BaseHTTPRequestHandler):
    def log_request(self, code="-", size="-"):
        pass

    def answer(self, host, port, begin):
        print(self.command, self.path, file=sys.stderr, flush=True)
        if host == "forbidden.test":
            self.send_error(403)
            return
        self.close_connection = True
        with socket.create_connection(("127.0.0.1", port)) as origin:
            begin(origin)
            answers = threading.Thread(target=pour, args=(origin, self.connection))
            answers.start()
            pour(self.connection, origin)
            answers.join()

    def do_CONNECT(self):
        def begin(_):
            self.send_response_only(200)
            self.end_headers()

        self.answer(self.path.rsplit(":", 1)[0], int(sys.argv[3]), begin)

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)

        def begin(origin):
            origin.sendall(f"GET {url.path} HTTP/1.0\r\nHost: {url.netloc}\r\n\r\n".encode())

        self.answer(url.hostname, int(sys.argv[2]), begin)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
with open(sys.argv[1] + ".new", "w") as file:
    print(server.server_port, file=file)
os.rename(sys.argv[1] + ".new", sys.argv[1])
server.serve_forever()
