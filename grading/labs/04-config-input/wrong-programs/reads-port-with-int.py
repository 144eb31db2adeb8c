"""A program that reads a port with int().

@file settings.py
@base python
@caughtBy the client refuses what is no port
@says take blanks away
@saysFirst also read a sign
"""


def read_port(lowest):
    def read(text):
        if not lowest <= int(text) <= 65535:
            raise ValueError(f"a port is a number from {lowest} to 65535")
        return int(text)

    return read
