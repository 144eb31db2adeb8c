"""A program that counts characters for the length.

@file wire.py
@base python
@caughtBy the length counts bytes, not letters
@says counts characters
"""


def frame(text):
    body = text.encode("utf-8")
    return len(text).to_bytes(4, "big") + body
