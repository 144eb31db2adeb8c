"""A program that takes the blanks off a text.

@file wire.py
@base python
@caughtBy a message is shown, and nothing else of it
@says blanks around it are part of the text
"""


def checked(kind, message):
    length = len(digits(kind, ""))
    text = message[length:]
    if message[:length] != digits(kind, text):
        raise Refused("a text whose checksum is not its own")
    return text.strip()
