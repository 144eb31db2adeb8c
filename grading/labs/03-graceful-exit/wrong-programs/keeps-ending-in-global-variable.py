"""A program that keeps how a connection ended in a global variable.

@file server.py
@base python
@caughtBy the server says how a client left
@says Something of one client showed up at another
"""


class ClientConnection:
    async def run(self):
        global ending
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

