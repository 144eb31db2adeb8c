"""A program that keeps the CR of a line.

@file server.py
@base python
@caughtBy a CR before the line end does not count
@says A CR right before the LF is not part of the line
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
            for line in lines:
                if self.stopping.is_set():
                    return "server stops"
                if line == "exit":
                    return "exit"
                self.writer.write((await self.answer(line) + "\n").encode())
                await self.writer.drain()
            if not chunk:
                return "end of stream"

