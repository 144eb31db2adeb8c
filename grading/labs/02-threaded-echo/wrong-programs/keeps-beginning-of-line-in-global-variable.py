"""A program that keeps the beginning of a line in a global variable.

@file server.py
@base python
@caughtBy a client in the middle of a line holds up nobody
@says Something of one client showed up at another
"""


rest = b""


def lines_of(connection):
    global rest
    rest = b""
    while chunk := connection.recv(65536):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
        if len(rest) > MAX_LINE:
            raise OSError("line too long")
    if rest:
        yield rest
