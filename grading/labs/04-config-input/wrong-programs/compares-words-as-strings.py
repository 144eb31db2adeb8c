"""A program that compares access words as strings in constant time.

@file server.py
@base python
@caughtBy an access word may have any characters
@says TypeError: comparing strings with non-ASCII characters is not supported
"""


def is_admitted(lines, send, word):
    for _attempt in range(3):
        send("access word?")
        line = next(lines, None)
        if line is None:
            return False
        if hmac.compare_digest(line, word):
            return True
        send("wrong access word")
    return False
