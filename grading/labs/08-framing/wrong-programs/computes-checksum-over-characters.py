"""A program that computes the checksum over one byte for each character.

@file wire.py
@base python
@caughtBy a checksum is that of the bytes of a text
@says bytes of the text in UTF-8, not over its characters
"""


def digits(kind, text):
    data = text.encode("latin-1", "replace")
    if kind == "crc32":
        return f"{zlib.crc32(data):08x}"
    return hashlib.md5(data).hexdigest() if kind == "md5" else ""
