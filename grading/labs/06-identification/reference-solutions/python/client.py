"""Another right client for lab 06, in another language: Python's standard library only."""

import argparse
import os
import socket
import sys
import threading


def send_input(connection):
    while chunk := os.read(0, 65536):
        try:
            connection.sendall(chunk)
        except OSError:
            return
    connection.shutdown(socket.SHUT_WR)


parser = argparse.ArgumentParser()
parser.add_argument("--host", default=os.environ.get("LAB_HOST") or "127.0.0.1")
parser.add_argument("--port", type=int, default=int(os.environ.get("LAB_PORT") or 9090))
parser.add_argument("--from", dest="own", default="")
options = parser.parse_args()

source = (options.own, 0) if options.own else None
try:
    server = socket.create_connection((options.host, options.port), source_address=source)
except OSError as error:
    way = f" from {options.own}" if options.own else ""
    print(f"Cannot connect to {options.host}:{options.port}{way}: {error.strerror}", file=sys.stderr)
    sys.exit(1)

threading.Thread(target=send_input, args=(server,), daemon=True).start()
while chunk := server.recv(65536):
    sys.stdout.buffer.write(chunk)
    sys.stdout.flush()
os._exit(0)
