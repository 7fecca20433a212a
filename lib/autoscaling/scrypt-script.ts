/** Memory of all computations at a time, in MiB: the limit of the pod without Python itself. */
const BUDGET_MIB = 144;

/**
 * A server that computes scrypt for each POST and answers the hash in Base64 (lecture "Observability and Autoscaling", the
 * server of the autoscaling example): `password` blah, `salt` salt, r 5, p 10, n = 2^COST. Each computation holds 128 r n bytes
 * (RFC 7914), 10 MiB at 14 and 80 MiB at 17; as many as fit keep the CPU busy, and the others wait, so that no number of clients
 * exceeds the memory. Without its own limit, OpenSSL refuses more than 32 MiB. The queue holds the connections of a class.
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
NEED = (128 * 5 << COST) + (1 << 20)
BUDGET = ${BUDGET_MIB} << 20
if NEED > BUDGET:
    sys.exit(f"COST {COST} needs {NEED >> 20} MiB per request, more than the {BUDGET >> 20} MiB of this server")
workers = ThreadPoolExecutor(min(4, BUDGET // NEED))
ThreadingHTTPServer.request_queue_size = 128


def compute():
    return base64.b64encode(hashlib.scrypt(b"blah", salt=b"salt", n=1 << COST, r=5, p=10, maxmem=NEED))


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = workers.submit(compute).result()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


# As process 1 of a container, Python would not end at the request to stop.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
ThreadingHTTPServer(("", PORT), Handler).serve_forever()
`;

/** Clients of the server, in an endless row of requests each, until the time is over. */
export const SCRYPT_LOAD = `trap 'exit 0' TERM
end=$(($(date +%s) + DURATION))
client() {
  while [ "$(date +%s)" -lt "$end" ]; do
    wget -q -O /dev/null -T 120 --post-data '' "$URL" || sleep 1
  done
}
started=0
while [ "$started" -lt "$CLIENTS" ]; do
  client &
  started=$((started + 1))
done
wait
`;
