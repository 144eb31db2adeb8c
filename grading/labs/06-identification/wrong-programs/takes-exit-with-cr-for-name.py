"""A program that takes exit with a CR for a name.

@file server.py
@base python
@caughtBy a line may end with CR LF
@says Telnet and Windows end a line with CR LF
"""


async def next_line(reader):
    """The next line as text, or None when there is none."""
    try:
        line = await reader.readline()
    except ValueError:
        return None
    if not line.endswith(b"\n"):
        return None
    return line[:-1].decode(errors="replace")
