"""A program that answers a line and calls itself for the next.

@file server.py
@base python
@caughtBy 20,000 lines in one write are all answered
@says RecursionError: maximum recursion depth exceeded
"""


class ClientConnection:
    async def answer_lines(self):
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        rest = ""
        while True:
            chunk = await self.first_of(self.reader.read(65536), self.idle_ms / 1000)
            if self.stopping.is_set():
                return "server stops"
            if chunk is None:
                return f"silent for {self.idle_ms} ms"
            if chunk:
                say(f"received {len(chunk)} bytes from {self.peer}")
            *lines, rest = (rest + decoder.decode(chunk, not chunk)).split("\n")
            if not chunk and rest:
                lines.append(rest)
            if any(len(line) > MAX_LINE for line in [*lines, rest]):
                return "line too long"
            ending = await self.answer_all(lines)
            if ending:
                return ending
            if not chunk:
                return "end of stream"

    async def answer_all(self, lines):
        if not lines:
            return None
        if self.stopping.is_set():
            return "server stops"
        line = lines[0].removesuffix("\r")
        if line == "exit":
            return "exit"
        self.writer.write((await self.answer(line) + "\n").encode())
        await self.writer.drain()
        return await self.answer_all(lines[1:])

