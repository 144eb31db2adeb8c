"""A program that counts the header into the length.

@file wire.py
@base python
@caughtBy the first frame carries the token
@says counts itself
"""


def frame(text):
    body = text.encode("utf-8")
    return (len(body) + 4).to_bytes(4, "big") + body
