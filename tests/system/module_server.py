#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""An HTTP server on a free port of 127.0.0.1, for tests and the bench.

module_server.py PORTFILE FOLDER             serves the folder
module_server.py PORTFILE FOLDER --tls PEM   the same by HTTPS, with the certificate and key in PEM
module_server.py PORTFILE FILE BYTES         sends only BYTES of the file, whatever is asked for

The port is written to PORTFILE; on the log, each response ends with "sent N bytes" as the socket took them.
"""
import functools
import http.server
import os
import ssl
import sys


class Counting(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):  # /to/HOST:PORT/PATH leads to http://HOST:PORT/PATH
        if not self.path.startswith("/to/"):
            return super().do_GET()
        self.send_response(302)
        self.send_header("Location", "http://" + self.path[4:])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def copyfile(self, source, outputfile):
        sent = 0
        try:
            while piece := source.read(65536):
                outputfile.write(piece)
                sent += len(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        self.log_message("%s: sent %d bytes", self.path, sent)


class Breaking(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(os.path.getsize(sys.argv[2])))
        self.end_headers()
        with open(sys.argv[2], "rb") as file:
            self.wfile.write(file.read(int(sys.argv[3])))


handler = Breaking if len(sys.argv) == 4 else functools.partial(Counting, directory=sys.argv[2])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
if "--tls" in sys.argv:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[4])
    server.socket = context.wrap_socket(server.socket, server_side=True)
with open(sys.argv[1] + ".new", "w") as file:
    print(server.server_port, file=file)
os.rename(sys.argv[1] + ".new", sys.argv[1])
server.serve_forever()
