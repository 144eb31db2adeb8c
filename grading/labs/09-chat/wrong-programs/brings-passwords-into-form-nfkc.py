"""A program that brings passwords into the form NFKC.

@file users.py
@base python
@caughtBy each letter of a password counts, and each byte of its hash
@says a password is brought into NFC
"""


def scrypt(password, salt, ln):
    data = unicodedata.normalize("NFKC", password).encode()
    return hashlib.scrypt(data, salt=salt, n=2**ln, r=8, p=1, dklen=32, maxmem=2**30)
