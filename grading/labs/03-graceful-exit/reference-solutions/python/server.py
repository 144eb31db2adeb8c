"""A right server for lab 03 in Python: one asyncio task for each client."""
import argparse
import asyncio
import codecs
import os
import re
import signal
import sys
import traceback

MAX_LINE = 65536


def say(line):
    print(line, flush=True)


class ClientConnection:
    def __init__(self, reader, writer, options, stopping):
        self.reader = reader
        self.writer = writer
        self.idle_ms = options.idle_ms
        self.grace = options.grace_ms / 1000
        self.stopping = stopping
        self.peer = "%s:%d" % writer.get_extra_info("peername")[:2]

    async def run(self):
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

    async def linger(self):
        self.writer.write_eof()
        while await self.reader.read(65536):
            pass
        await self.writer.drain()

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
                line = line.removesuffix("\r")
                if line == "exit":
                    return "exit"
                self.writer.write((await self.answer(line) + "\n").encode())
                await self.writer.drain()
            if not chunk:
                return "end of stream"

    async def answer(self, line):
        wait = re.fullmatch(r"wait ([0-9]+)", line)
        if wait is None or int(wait[1]) > 10000:
            return line
        sleeping = asyncio.ensure_future(asyncio.sleep(int(wait[1]) / 1000))
        # Shielded: to cancel this wait must not cancel what it waits for.
        gone = asyncio.shield(self.closed)
        await asyncio.wait([sleeping, gone], return_when=asyncio.FIRST_COMPLETED)
        sleeping.cancel()
        if gone.done():
            gone.result()  # raises what broke the connection
            raise ConnectionResetError
        return f"waited {int(wait[1])} ms"

    async def first_of(self, reading, seconds):
        """The chunk, or None after so long a silence, or when the server stops."""
        read = asyncio.ensure_future(reading)
        stop = asyncio.ensure_future(self.stopping.wait())
        done, waiting = await asyncio.wait(
            [read, stop], timeout=seconds, return_when=asyncio.FIRST_COMPLETED
        )
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        return read.result() if read in done else None


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default=os.environ.get("LAB_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("LAB_PORT", "9090")))
    parser.add_argument("--data", default="data")
    parser.add_argument("--idle-ms", type=int, default=60000)
    parser.add_argument("--grace-ms", type=int, default=3000)
    options = parser.parse_args()
    stopping = asyncio.Event()
    tasks = set()

    def stop():
        if stopping.is_set():
            os._exit(1)
        stopping.set()

    async def serve(reader, writer):
        task = asyncio.current_task()
        tasks.add(task)
        try:
            await ClientConnection(reader, writer, options, stopping).run()
        except Exception:
            traceback.print_exc()  # some versions of Python keep it to themselves
        finally:
            tasks.discard(task)

    try:
        server = await asyncio.start_server(serve, options.host, options.port)
    except OSError as error:
        sys.exit(f"Cannot listen on {options.host}:{options.port}: {error.strerror}; try another port")
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    host, port = server.sockets[0].getsockname()[:2]
    say(f"listening on {host}:{port}")
    await stopping.wait()
    server.close()
    say("stopping")
    if tasks:
        await asyncio.wait(tasks, timeout=options.grace_ms / 1000)
    say("stopped")
    sys.stdout.flush()
    os._exit(0)


asyncio.run(main())
