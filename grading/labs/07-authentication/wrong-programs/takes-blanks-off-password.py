"""A program that takes the blanks off a password.

@file store.py
@base python
@caughtBy every character of a password counts
@says do not trim it
"""


def scrypt(text, salt, ln):
    data = unicodedata.normalize("NFC", text.strip()).encode()
    return hashlib.scrypt(data, salt=salt, n=2**ln, r=8, p=1, dklen=32, maxmem=2**30)
