"""A right client for lab 01 in Python: one thread sends, the main thread prints."""
import argparse
import os
import socket
import sys
import threading


def send_input(connection):
    try:
        while chunk := os.read(0, 65536):
            connection.sendall(chunk)
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default=os.environ.get("LAB_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("LAB_PORT", "9090")))
    options = parser.parse_args()
    address = f"{options.host}:{options.port}"
    try:
        connection = socket.create_connection((options.host, options.port))
    except OSError as error:
        sys.exit(f"Cannot connect to {address}: {error.strerror}; is the server running?")
    print(f"connected to {address}", file=sys.stderr, flush=True)
    threading.Thread(target=send_input, args=(connection,), daemon=True).start()
    while chunk := connection.recv(65536):
        sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    print("disconnected", file=sys.stderr, flush=True)
    os._exit(0)


main()
