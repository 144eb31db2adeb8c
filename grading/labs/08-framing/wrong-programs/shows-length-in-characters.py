"""A program that shows the length in characters.

@file wire.py
@base python
@caughtBy the length that is shown counts bytes
@says in bytes of UTF-8, not in characters
"""


def length_of(text):
    return len(text)
