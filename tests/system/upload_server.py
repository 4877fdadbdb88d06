#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""An HTTP server on a free port of 127.0.0.1 that takes files by PUT, for tests.

upload_server.py PORTFILE FOLDER    the port goes to PORTFILE

Everything below /forbidden/ is refused; /secret/ wants root and "secret".
"""
import base64
import http.server
import os
import sys


LOGIN = "Basic " + base64.b64encode(b"root:secret").decode()


class Taking(http.server.BaseHTTPRequestHandler):
    def answer(self, status, text=b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.startswith("/forbidden/"):
            self.answer(403, b"not here\n")
            return
        if self.path.startswith("/secret/") and self.headers["Authorization"] != LOGIN:
            self.answer(401, b"who are you?\n")
            return
        path = os.path.join(sys.argv[2], self.path.lstrip("/"))
        there = os.path.exists(path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(body)
        self.answer(204 if there else 201)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Taking)
with open(sys.argv[1] + ".new", "w") as file:
    print(server.server_port, file=file)
os.rename(sys.argv[1] + ".new", sys.argv[1])
server.serve_forever()
