"""Another right server for lab 09: one asyncio loop; scrypt and the disk in threads."""
import argparse
import asyncio
import fcntl
import json
import os
import signal
import socket
import struct
import sys
import threading

import wire
from console import Console, read_console, say
from history import History, now
from identity import Identity, Unsafe
from limits import Addresses, Gate, Throttle, group
from streams import Stream, TlsStream, tls_context
from users import Sessions, key_of, open_users
from client_connection import ClientConnection

SETTINGS = {
    "host": "127.0.0.1", "port": 9090, "data": "data", "database": "clients.csv", "scrypt-ln": 17,
    "handshake-ms": 10_000, "frame-ms": 10_000, "log-in-ms": 60_000, "ping-ms": 30_000, "pong-ms": 15_000,
    "slow-bytes": 65_536, "slow-ms": 10_000, "queue-bytes": 262_144, "per-address": 8, "new-per-address": 30,
    "burst": 5.0, "per-second": 2.0,
    "account-attempts": 5, "address-attempts": 20, "first-delay-ms": 1_000, "max-delay-ms": 300_000,
}
LINGER_SECONDS = 3


def settings():
    parser = argparse.ArgumentParser(prog="server")
    for name, usual in SETTINGS.items():
        given = os.environ.get("LAB_" + name.replace("-", "_").upper()) or usual
        parser.add_argument("--" + name, default=type(usual)(given), type=type(usual))
    for name in ("tls", "limit-loopback"):
        parser.add_argument("--" + name, action="store_true")
    return parser.parse_args()


class Log:
    def __init__(self, path):
        self.path = path
        self.file = open(path, "a", encoding="utf-8")

    def write(self, level, event, **fields):
        told = "".join(f" {name}={self.field(value)}" for name, value in fields.items())
        try:
            self.file.write(f"{now()} {level} {event}{told}\n")
            self.file.flush()
        except OSError:
            pass  # a full disk costs a line of the log, and nobody's connection

    @staticmethod
    def field(value):
        text = str(value)
        return text if text.isascii() and text.isprintable() and not set(text) & set(' "=') else json.dumps(text)

    def newest(self, count):
        with open(self.path, encoding="utf-8") as file:
            return file.read().splitlines()[-count:]

    def clear(self):
        self.file.truncate(0)


class Server:
    def __init__(self, options):
        self.options = options
        os.makedirs(options.data, exist_ok=True)
        self.identity = Identity(options.data)
        self.users = open_users(options.data, options.database)
        self.history = History(os.path.join(options.data, "history.csv"))
        self.log = Log(os.path.join(options.data, "server.log"))
        self.sessions, self.throttle, self.addresses = Sessions(), Throttle(options), Addresses(options)
        self.members = {}
        self.tasks = set()
        self.connections = set()
        self.is_stopped = False
        self.gate, self.turn, self.end = Gate(), asyncio.Lock(), asyncio.Event()

    def names(self):
        return [connections[0].name for connections in self.members.values()]

    def broadcast(self, event, but=None):
        for connection in [each for connections in self.members.values() for each in connections]:
            if connection is not but:
                connection.deliver(event)

    def join(self, connection):
        connections = self.members.setdefault(key_of(connection.name), [])
        connections.append(connection)
        if len(connections) == 1:
            self.broadcast({"type": "joined", "name": connection.name}, but=connection)

    def leave(self, connection):
        connections = self.members.get(key_of(connection.name or ""), [])
        if connection not in connections:
            return
        connections.remove(connection)
        if not connections:
            del self.members[key_of(connection.name)]
            self.broadcast({"type": "left", "name": connection.name})

    async def say(self, connection, id, text):
        """Row, message, acknowledgement: in this order, and one message after the other."""
        async with self.turn:
            if not self.history.seen.has(connection.name, id):
                try:
                    self.broadcast(await self.history.add(connection.name, id, text))
                except OSError as error:
                    self.log.write("error", "not-kept", why=error)
                    return connection.refuse("the server could not keep it; send it again later", id=id)
            connection.accept(id)

    async def serve(self, reader, writer):
        self.tasks.add(asyncio.current_task())
        host, port = writer.get_extra_info("peername")[:2]
        peer = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        address = group(host)
        why = self.addresses.enter(address)
        if why:
            self.log.write("warn", "refused", peer=peer, why=why)
            writer.close()
        else:
            self.log.write("info", "connected", peer=peer)
            why = await self.handle_client(reader, writer, peer)
            self.addresses.leave(address)
            self.log.write("info", "disconnected", peer=peer, why=why)
        self.tasks.discard(asyncio.current_task())

    async def handle_client(self, reader, writer, peer):
        """Why it has ended."""
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
        writer.transport.set_write_buffer_limits(self.options.slow_bytes, self.options.slow_bytes)
        stream = TlsStream(reader, writer, self.tls, True) if self.options.tls else Stream(reader, writer)
        connection = None
        try:
            channel = await self.shake_hands(stream)
            connection = ClientConnection(self, channel, peer)
            self.connections.add(connection)
            why = await connection.run()
        except asyncio.CancelledError as ended:
            why = str(ended)
        except (wire.Unfit, wire.Fault, wire.Cut, TimeoutError, OSError) as error:
            why = f"handshake: {error}"
        self.connections.discard(connection)
        try:
            stream.finish()
        except OSError:
            pass  # gone already
        try:
            await stream.linger(LINGER_SECONDS)
        except asyncio.CancelledError:
            pass  # the server ends
        return why

    async def shake_hands(self, stream):
        channel = wire.Channel(stream, wire.BEFORE_LOG_IN, self.options.frame_ms / 1000)
        async with asyncio.timeout(self.options.handshake_ms / 1000):
            if self.options.tls:
                await stream.handshake()
            else:
                await wire.greet_client(channel, self.identity)
        return channel

    async def run(self):
        if self.options.tls:
            self.tls = tls_context(True, self.identity)
        listener = await asyncio.start_server(self.serve, self.options.host, self.options.port, backlog=128)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.end.set)
        host, port = listener.sockets[0].getsockname()[:2]
        say(f"listening on [{host}]:{port}" if ":" in host else f"listening on {host}:{port}")
        say("fingerprint " + wire.fingerprint(self.identity.certificate))
        for address in own_addresses():
            if host in ("0.0.0.0", "::", address):
                say(f"address {address}")
        self.log.write("info", "started", port=port)
        threading.Thread(target=read_console, args=(loop, Console(self).hear), daemon=True).start()
        await self.end.wait()
        listener.close()
        for connection in list(self.connections):
            connection.end("the server ends", again=True)
        for task in self.tasks - {connection.task for connection in self.connections}:
            task.cancel()
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=LINGER_SECONDS / 3)
        self.log.write("info", "stopped")
        say("stopped")


def own_addresses():
    """The IPv4 address of each interface but loopback (Linux)."""
    asker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for _, name in socket.if_nameindex():
        try:
            answer = fcntl.ioctl(asker.fileno(), 0x8915, struct.pack("256s", name.encode()))  # SIOCGIFADDR
        except OSError:
            continue  # it has none
        address = socket.inet_ntoa(answer[20:24])
        if not address.startswith("127."):
            yield address
    asker.close()


async def main():
    os.umask(0o077)
    options = settings()
    try:
        server = Server(options)
        await server.run()
    except (OSError, Unsafe, ValueError) as error:
        print(f"Cannot start the server: {error}", file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)  # the console's thread waits in a read that nothing ends


asyncio.run(main())
