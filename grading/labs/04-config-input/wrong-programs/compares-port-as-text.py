"""A program that compares a port as text.

@file settings.py
@base python
@caughtBy the server refuses what is no port
@says should refuse --port 100000 in one line
@saysFirst As text, 9 comes behind 65535
"""


def read_port(lowest):
    def read(text):
        if not re.fullmatch("[0-9]+", text) or not str(lowest) <= text <= "65535":
            raise ValueError(f"a port is a number from {lowest} to 65535")
        return int(text)

    return read
