"""A program that brings both words into the form NFKC before it compares them.

@file server.py
@base python
@caughtBy three wrong words end the connection
@says no letter stands for another
"""
import unicodedata


def is_admitted(lines, send, word):
    for _attempt in range(3):
        send("access word?")
        line = next(lines, None)
        if line is None:
            return False
        if unicodedata.normalize("NFKC", line) == unicodedata.normalize("NFKC", word):
            return True
        send("wrong access word")
    return False
