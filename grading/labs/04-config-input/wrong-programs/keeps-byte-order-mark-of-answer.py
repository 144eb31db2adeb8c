"""A program that keeps the byte order mark of an answer.

@file server.py
@base python
@caughtBy a byte order mark before the access word does not count
@says are a byte order mark
"""


def lines_of(connection):
    is_first = True
    for line in connection.makefile("r", encoding="utf8", newline="\n"):
        line = line.removesuffix("\n").removesuffix("\r")
        yield line
        is_first = False
