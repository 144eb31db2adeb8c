"""A program that begins a client's time once, when it comes.

@file server.py
@base python
@caughtBy a client's own bytes begin its time anew, and nobody else's
@says A time that is set once
"""


import time


class ClientConnection:
    async def answer_lines(self):
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        rest = ""
        end = time.monotonic() + self.idle_ms / 1000
        while True:
            chunk = await self.first_of(self.reader.read(65536), max(0, end - time.monotonic()))
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
            for line in lines:
                if self.stopping.is_set():
                    return "server stops"
                line = line.removesuffix("\r")
                if line == "exit":
                    return "exit"
                self.writer.write((await self.answer(line) + "\n").encode())
                await self.writer.drain()
            if not chunk:
                return "end of stream"

