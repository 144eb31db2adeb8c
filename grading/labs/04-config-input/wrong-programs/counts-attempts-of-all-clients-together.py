"""A program that counts the attempts of all clients together.

@file server.py
@base python
@caughtBy each client has its own attempts
@says Something of one client showed up at another
"""


attempts = iter(range(3))


def is_admitted(lines, send, word):
    for _attempt in attempts:
        send("access word?")
        line = next(lines, None)
        if line is None:
            return False
        if hmac.compare_digest(line.encode(), word.encode()):
            return True
        send("wrong access word")
    return False
