"""A program that keeps the CR of an answer.

@file server.py
@base python
@caughtBy a CR behind the access word does not count
@says A CR right before the LF is not part of the line
"""


def lines_of(connection):
    is_first = True
    for line in connection.makefile("r", encoding="utf8", newline="\n"):
        line = line.removesuffix("\n")
        yield line.removeprefix("\ufeff") if is_first else line
        is_first = False
