#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""An HTTP server on a free port that takes files by PUT and gives them by GET, for tests.

upload_server.py PORTFILE FOLDER [ADDRESS]    the port goes to PORTFILE; the address is 127.0.0.1 otherwise

Everything below /forbidden/ is refused; /secret/ wants root and "secret".
"""
import base64
import functools
import http.server
import os
import sys


LOGIN = "Basic " + base64.b64encode(b"root:secret").decode()


class Taking(http.server.SimpleHTTPRequestHandler):
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


address = sys.argv[3] if len(sys.argv) > 3 else "127.0.0.1"
server = http.server.ThreadingHTTPServer((address, 0), functools.partial(Taking, directory=sys.argv[2]))
with open(sys.argv[1] + ".new", "w") as file:
    print(server.server_port, file=file)
os.rename(sys.argv[1] + ".new", sys.argv[1])
server.serve_forever()
