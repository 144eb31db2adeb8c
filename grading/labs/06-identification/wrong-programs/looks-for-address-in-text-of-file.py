"""A program that looks for an address in the text of the file.

@file server.py
@base python
@caughtBy another address is another client
@says a search in the file's text do not
"""


async def answer_lines(reader, say, names, address):
    found = [name for known, name in names.known.items() if address in known]
    if found:
        await say(f"welcome back, {found[0]}")
    elif not await introduce(reader, say, names, address):
        return
    while (line := await next_line(reader)) is not None:
        if line == "exit":
            return await say("good-bye")
        await say(line)
