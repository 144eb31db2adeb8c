"""A program that compares the last four digits of a checksum.

@file wire.py
@base python
@caughtBy with --checksum md5 a damaged text is refused
@says computed and compared
"""


def checked(kind, message):
    length = len(digits(kind, ""))
    text = message[length:]
    if message[:length][-4:] != digits(kind, text)[-4:]:
        raise Refused("a text whose checksum is not its own")
    return text
