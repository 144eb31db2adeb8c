"""A program that ends its lines with CR LF.

@file server.py
@base python
"""


def say(line):
    # One call of the system for a line: print() from two threads can mix their lines.
    os.write(1, f"{line}\r\n".encode())
