"""A right server for lab 04 in Python: a thread for each client."""
import errno
import hmac
import os
import signal
import socket
import sys
import threading

from settings import die, read_host, read_port, read_word, settle, shown


def say(line):
    # One call of the system for a line: print() from two threads can mix their lines.
    os.write(1, f"{line}\n".encode())


def lines_of(connection):
    is_first = True
    for line in connection.makefile("r", encoding="utf8", newline="\n"):
        line = line.removesuffix("\n").removesuffix("\r")
        yield line.removeprefix("\ufeff") if is_first else line
        is_first = False


def is_admitted(lines, send, word):
    for _attempt in range(3):
        send("access word?")
        line = next(lines, None)
        if line is None:
            return False
        if hmac.compare_digest(line.encode(), word.encode()):
            return True
        send("wrong access word")
    return False


def handle_client(connection, word):
    lines = lines_of(connection)

    def send(line):
        connection.sendall(f"{line}\n".encode())

    if word and not is_admitted(lines, send, word):
        return
    send("welcome")
    for line in lines:
        if line == "exit":
            send("good-bye")
            return
        send(line)


def serve(connection, peer, word):
    say(f"connected {peer}")
    try:
        handle_client(connection, word)
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass
    connection.close()
    say(f"disconnected {peer}")


def listen(host, port):
    last = 0 if port == 0 else min(port + 19, 65535)
    for now in range(port, last + 1):
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            return socket.create_server((host, now), family=family)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                die(f"Cannot listen on {shown(host, port)}: {error.strerror}")
        if now < last:
            say(f"port {now} is taken, trying {now + 1}")
    die(f"Cannot listen on {shown(host, port)}: taken, and so are all up to {last}")


def stop(_signal, _frame):
    say("stopped")
    os._exit(0)


def main():
    host, port, word = settle(
        [
            ("host", read_host, "127.0.0.1", True, False),
            ("port", read_port(0), "9090", True, False),
            ("access word", read_word, "", True, True),
        ]
    )
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    server = listen(host, port)
    say(f"listening on {shown(*server.getsockname()[:2])}")
    while True:
        connection, address = server.accept()
        threading.Thread(target=serve, args=(connection, shown(*address[:2]), word), daemon=True).start()


try:
    main()
except (KeyboardInterrupt, EOFError):
    sys.exit(130)
