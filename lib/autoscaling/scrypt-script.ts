/**
 * A server that computes scrypt for each POST and answers the hash in Base64 (lecture "Observability and Autoscaling", the
 * server of the autoscaling example): `password` blah, `salt` salt, r 5, p 10, n = 2^COST. Each computation holds 128 r n bytes
 * (RFC 7914), up to 20 MiB; a few at a time keep the CPU busy, and the others wait, so that no number of clients exceeds the memory.
 */
export const SCRYPT_SERVER = `import base64
import hashlib
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COST = int(os.environ.get("COST", "14"))
PORT = int(os.environ.get("PORT", "8000"))
workers = ThreadPoolExecutor(4)


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        work = workers.submit(hashlib.scrypt, b"blah", salt=b"salt", n=1 << COST, r=5, p=10)
        digest = work.result()
        body = base64.b64encode(digest)
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


# As process 1 of a container, Python would not end at the request to stop.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
ThreadingHTTPServer(("", PORT), Handler).serve_forever()
`;
