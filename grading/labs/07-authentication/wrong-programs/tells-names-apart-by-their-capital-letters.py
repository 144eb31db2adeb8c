"""A program that tells names apart by their capital letters.

@file store.py
@base python
@caughtBy a name is the same in large and small letters
@says can pass for her
"""


def key_of(name):
    return unicodedata.normalize("NFC", name)
