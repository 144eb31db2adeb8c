"""The client of lab 05: one thread sends, the main thread prints."""
import argparse
import os
import socket
import sys
import threading

from event_log import EventLog, lines_of, loggable


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default=os.environ.get("LAB_HOST") or "127.0.0.1")
    parser.add_argument("--port", type=int, default=os.environ.get("LAB_PORT") or "9090")
    parser.add_argument("--data", default=os.environ.get("LAB_DATA") or "data")
    options = parser.parse_args()
    log = EventLog(options.data, "client.log")
    try:
        server = socket.create_connection((options.host, options.port))
    except OSError as error:
        log.write("failed", level="error", reason=str(error))
        sys.exit(f"Cannot connect to {options.host}:{options.port}: {error.strerror}")
    log.write("connected", address=f"{options.host}:{options.port}")
    threading.Thread(target=send_lines, args=(server, log), daemon=True).start()
    for line in lines_of(server.recv):
        log.write("received", **loggable(line))
        print(line, flush=True)
    log.write("disconnected", why="end")
    os._exit(0)


def send_lines(server, log):
    for line in lines_of(lambda size: os.read(0, size)):
        server.sendall(f"{line}\n".encode())
        log.write("sent", **loggable(line))
    server.shutdown(socket.SHUT_WR)


main()
