"""Another right server for lab 06, in another language: asyncio, Python's standard library only."""

import argparse
import asyncio
import csv
import fcntl
import io
import ipaddress
import os
import re
import signal
import socket
import sys
import threading
import time
import unicodedata

HEADER = "address,name"
DIRECTION = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def die(message):
    print(message, file=sys.stderr)
    sys.exit(1)


def one_form(host):
    address = ipaddress.ip_address(host.split("%")[0])
    return str(getattr(address, "ipv4_mapped", None) or address)


def reason_against(name):
    if len(name) > 32:
        return "it is longer than 32 letters"
    if not any(unicodedata.category(letter)[0] in "LNPS" for letter in name):
        return "nobody could see it"
    for letter in name:
        code = ord(letter)
        if code == 0xFFFD or code in DIRECTION or unicodedata.category(letter) in ("Cc", "Zl", "Zp"):
            return f"U+{code:04X} cannot be in a name"
    return None


def escape(text):
    escaped = ""
    for letter in text:
        if letter in "\\\n\r":
            escaped += {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}[letter]
        elif unicodedata.category(letter) in ("Cc", "Zl", "Zp"):
            escaped += f"\\u{ord(letter):04x}"
        else:
            escaped += letter
    return "'" + escaped if escaped[:1] in ("=", "+", "-", "@", "'") else escaped


def unescape(cell):
    def meant(match):
        if match[1]:
            return chr(int(match[1], 16))
        return {"n": "\n", "r": "\r", "\\": "\\"}[match[0][1]]

    return re.sub(r"\\(?:u([0-9a-fA-F]{4})|[nr\\])", meant, cell.removeprefix("'"))


def row_of(line):
    """The cells of a line, or None when it is damaged."""
    try:
        (cells,) = csv.reader([line.decode()], strict=True)
    except (ValueError, csv.Error):
        return None
    return [unescape(cell) for cell in cells] if len(cells) == 2 else None


def line_of(cells):
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([escape(cell) for cell in cells])
    return line.getvalue().encode()


class Names:
    def __init__(self, folder):
        self.path = os.path.join(folder, "names.csv")
        self.known = {}
        self.load()
        self.file = open(self.path, "ab", buffering=0)

    def load(self):
        content = b""
        if os.path.exists(self.path):
            with open(self.path, "rb") as file:
                content = file.read()
        end = content.rfind(b"\n") + 1
        lines, bad = content[:end].splitlines(keepends=True), []
        for line in lines[1:]:
            row = row_of(line.rstrip(b"\r\n"))
            if row is None:
                bad.append(line)
            else:
                self.known[row[0]] = row[1]
        bad.append(content[end:])
        if any(bad):
            aside = f"{self.path}.aside-{time.time_ns()}"
            with open(aside, "wb") as file:
                file.write(b"".join(bad))
                os.fsync(file.fileno())
        self.rewrite()

    def rewrite(self):
        with open(self.path + ".tmp", "wb") as file:
            file.write(self.content())
            file.flush()
            os.fsync(file.fileno())
        os.rename(self.path + ".tmp", self.path)

    def content(self):
        return f"{HEADER}\n".encode() + b"".join(line_of(row) for row in self.known.items())

    def add(self, address, name):
        # Nothing else runs meanwhile: there is no await in here.
        if address not in self.known:
            self.file.write(line_of((address, name)))
            os.fdatasync(self.file.fileno())
            self.known[address] = name
        return self.known[address]

    def clear(self):
        self.known.clear()
        self.rewrite()
        self.file.close()
        self.file = open(self.path, "ab", buffering=0)


async def next_line(reader):
    """The next line as text, or None when there is none."""
    try:
        line = await reader.readline()
    except ValueError:
        return None
    if not line.endswith(b"\n"):
        return None
    return line[:-1].removesuffix(b"\r").decode(errors="replace")


async def introduce(reader, say, names, address):
    while True:
        await say(f"who are you, {address}?")
        answer = await next_line(reader)
        if answer is None or answer == "exit":
            return False
        name = unicodedata.normalize("NFC", answer.strip())
        reason = reason_against(name)
        if reason is None:
            stored = names.add(address, name)
            await say(f"nice to meet you, {name}" if stored == name else f"welcome back, {stored}")
            return True
        await say(f"cannot use that name: {reason}")


async def answer_lines(reader, say, names, address):
    if address in names.known:
        await say(f"welcome back, {names.known[address]}")
    elif not await introduce(reader, say, names, address):
        return
    while (line := await next_line(reader)) is not None:
        if line == "exit":
            return await say("good-bye")
        await say(line)


async def serve(reader, writer, names):
    writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    async def say(line):
        writer.write(line.encode() + b"\n")
        await writer.drain()

    try:
        await answer_lines(reader, say, names, one_form(writer.get_extra_info("peername")[0]))
        writer.write_eof()
        await reader.read()
    except OSError:
        pass  # reset: it concerns nobody else
    finally:
        writer.close()


def console(loop, names, folder, stop):
    def clear():
        names.clear()
        with open(os.path.join(folder, "server.log"), "a") as log:
            log.write(f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} warn file-cleared\n")

    def show():
        sys.stdout.buffer.write(names.content())
        sys.stdout.flush()

    commands = {"show file": show, "clear file": clear, "exit": stop}
    for line in sys.stdin:
        command = commands.get(line.strip())
        if command is not None:
            loop.call_soon_threadsafe(command)


def listening_socket(host, port):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    listener.bind((host, port))
    return listener


async def main(options):
    os.makedirs(options.data, exist_ok=True)
    lock = open(os.path.join(options.data, "python.lock"), "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        die(f"Cannot use the data folder {options.data}: another server uses it; choose another")
    names = Names(options.data)
    try:
        listener = listening_socket(options.host, options.port)
    except OSError as error:
        die(f"Cannot listen on {options.host}:{options.port}: {error.strerror}; choose another")

    server = await asyncio.start_server(lambda r, w: serve(r, w, names), sock=listener, backlog=500)
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    host, port = listener.getsockname()[:2]
    print(f"listening on {f'[{host}]' if ':' in host else host}:{port}", flush=True)

    watch = (loop, names, options.data, stopped.set)
    threading.Thread(target=console, args=watch, daemon=True).start()
    await stopped.wait()
    server.close()
    print("stopped", flush=True)
    os._exit(0)


parser = argparse.ArgumentParser()
parser.add_argument("--host", default=os.environ.get("LAB_HOST") or "127.0.0.1")
parser.add_argument("--port", type=int, default=int(os.environ.get("LAB_PORT") or 9090))
parser.add_argument("--data", default=os.environ.get("LAB_DATA") or "data")
asyncio.run(main(parser.parse_args()))
