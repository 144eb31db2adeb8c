"""A program that lets a port have the digits of every script.

@file settings.py
@base python
@caughtBy the server refuses what is no port
@says the digits of 80 in Arabic
"""


def read_port(lowest):
    def read(text):
        if not re.fullmatch(r"\d+", text) or not lowest <= int(text) <= 65535:
            raise ValueError(f"a port is a number from {lowest} to 65535")
        return int(text)

    return read
