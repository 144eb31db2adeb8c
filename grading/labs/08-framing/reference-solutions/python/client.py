"""Another right client for lab 08: one thread sends what is typed, the other shows what comes."""
import os
import signal
import socket
import sys
import threading

from wire import LIMIT, Reader, Refused, checked, digits, frame, length_of, printable, settings

options = settings("client", {"host": "127.0.0.1", "port": "9090", "checksum": "none"})


def say(text):
    print(text, file=sys.stderr, flush=True)


def send_lines(connection, token):
    try:
        for raw in sys.stdin.buffer:
            text = raw.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")
            if text == "exit":
                break
            connection.sendall(frame(f"{token} {digits(options.checksum, text)}{text}"))
            say(f"sent {length_of(text)} bytes")
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # the reader says what has happened


def run_client(connection):
    reader = Reader(connection, LIMIT)
    first = reader.message() or ""
    kind, _, token = first.partition(" ")
    if kind != "token" or len(token) != 43:
        raise Refused("the server did not begin with a token")
    threading.Thread(target=send_lines, args=(connection, token), daemon=True).start()
    while (message := reader.message()) is not None:
        text = checked(options.checksum, message)
        say(f"received {length_of(text)} bytes")
        sys.stdout.write(printable(text) + "\n")
        sys.stdout.flush()


def main():
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))
    try:
        connection = socket.create_connection((options.host, int(options.port)))
    except OSError as error:
        say(f"Cannot connect to {options.host}:{options.port}: {error}; start the server first")
        return 1
    say(f"connected to {options.host}:{options.port}")
    try:
        run_client(connection)
    except (Refused, OSError) as error:
        say(f"Connection lost: {error}")
        return 1
    say("disconnected")
    return 0


status = main()
sys.stdout.flush()
os._exit(status)  # the sending thread may still wait for somebody to type
