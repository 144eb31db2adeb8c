"""A right client for lab 04 in Python: one thread for each direction."""
import codecs
import getpass
import os
import socket
import sys
import threading

from settings import die, read_host, read_port, read_word, settle, shown


def enter(connection, lines, word):
    was_asked = False
    for line in lines:
        line = line.removesuffix("\n").removesuffix("\r")
        if line == "access word?":
            if (not word or was_asked) and not sys.stdin.isatty():
                die("Cannot enter: no right access word was given; set LAB_ACCESS_WORD")
            answer = word if word and not was_asked else getpass.getpass("access word: ")
            connection.sendall(f"{answer}\n".encode())
            was_asked = True
        elif line == "wrong access word":
            print("wrong access word", file=sys.stderr, flush=True)
        else:
            return line
    die("Cannot enter: the server has closed the connection")


def send_input(connection):
    is_first = True
    while chunk := os.read(0, 65536):
        connection.sendall(chunk.removeprefix(codecs.BOM_UTF8) if is_first else chunk)
        is_first = False
    connection.shutdown(socket.SHUT_WR)


def main():
    host, port, word = settle(
        [
            ("host", read_host, "127.0.0.1", True, False),
            ("port", read_port(1), "9090", True, False),
            ("access word", read_word, "", False, True),
        ]
    )
    try:
        connection = socket.create_connection((host, port))
    except OSError as error:
        die(f"Cannot connect to {shown(host, port)}: {error.strerror}")
    print(f"connected to {shown(host, port)}", file=sys.stderr, flush=True)
    lines = connection.makefile("r", encoding="utf8", newline="\n")
    print(enter(connection, lines, word), flush=True)
    threading.Thread(target=send_input, args=[connection], daemon=True).start()
    for line in lines:
        print(line, end="", flush=True)
    os._exit(0)


try:
    main()
except (KeyboardInterrupt, EOFError):
    os._exit(130)
