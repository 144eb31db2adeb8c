"""A program that keeps the CR of a line's end.

@file event_log.py
@base python
@caughtBy the CR of CR LF is no part of a line
@says A CR right before the LF is not part of the line
"""


def lines_of(read):
    """The lines that come out of `read`, without their ends; the last one needs none."""
    rest = b""
    while True:
        chunk = read(65536)
        if not chunk:
            break
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield line.decode("utf-8", "replace")
    if rest:
        yield rest.decode("utf-8", "replace")
