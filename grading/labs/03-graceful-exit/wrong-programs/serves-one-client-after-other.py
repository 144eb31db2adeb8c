"""A program that serves one client after the other.

@file server.py
@base python
@caughtBy exit ends the session
@says serves one client at a time
"""


class ClientConnection:
    turn = asyncio.Lock()

    async def run(self):
        async with ClientConnection.turn:
            await self.serve()

    async def serve(self):
        say(f"connected {self.peer}")
        self.closed = asyncio.ensure_future(self.writer.wait_closed())
        try:
            ending = await self.answer_lines()
        except OSError:
            ending = "reset"
        if ending == "exit":
            self.writer.write(b"good-bye\n")
        elif ending not in ("reset", "end of stream"):
            self.writer.write(f"good-bye: {ending}\n".encode())
        try:
            await asyncio.wait_for(self.linger(), self.grace)
        except (OSError, asyncio.TimeoutError):
            pass
        self.writer.transport.abort()
        await asyncio.gather(self.closed, return_exceptions=True)
        say(f"disconnected {self.peer}: {ending}")
