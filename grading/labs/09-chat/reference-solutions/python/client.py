"""Another right client for lab 09: one asyncio loop; a thread reads what is typed."""
import argparse
import asyncio
import collections
import getpass
import os
import secrets
import signal
import sys
import threading
import unicodedata

import wire
from streams import Stream, TlsStream, tls_context

SETTINGS = {"host": "127.0.0.1", "port": "9090", "data": "data", "fingerprint": "", "action": "log-in", "name": ""}
HELP = "/msg NAME TEXT, /who, /history, /search TEXT, /help, /exit; // at the beginning stands for /"
MAX_PENDING = 64
FIRST_PAGE = 50
SILENCE_SECONDS, ANSWER_SECONDS, HANDSHAKE_SECONDS, MAX_DELAY = 30, 15, 10, 30


class Refused(Exception):
    """There is no use in trying again."""


def settings():
    parser = argparse.ArgumentParser(prog="client")
    for name, usual in SETTINGS.items():
        parser.add_argument("--" + name, default=os.environ.get("LAB_" + name.upper()) or usual)
    parser.add_argument("--tls", action="store_true")
    return parser.parse_args()


def escaped(text):
    """A line end as \\n; no other control character but tab reaches the terminal."""
    return "".join(f"\\u{ord(each):04x}" if unicodedata.category(each) == "Cc" and each != "\t" else each
                   for each in text.replace("\n", "\\n"))


def show(text):
    print(escaped(text), flush=True)


def tell(text):
    print(escaped(text), file=sys.stderr, flush=True)


class Known:
    """The fingerprints of the servers that we have met."""

    def __init__(self, options):
        self.path = os.path.join(options.data, "known_servers")
        self.address = f"{options.host}:{options.port}"
        self.pinned = options.fingerprint

    def wanted(self):
        if self.pinned or not os.path.exists(self.path):
            return self.pinned or None
        with open(self.path, encoding="utf-8") as file:
            known = dict(line.split(maxsplit=1) for line in file if len(line.split()) == 2)
        return known.get(self.address, "").strip() or None

    def check(self, fingerprint):
        wanted = self.wanted()
        if wanted not in (None, fingerprint):
            raise Refused(f"HOST KEY CHANGED: {self.address} shows {fingerprint}, not {wanted}; ask its operator")
        self.fingerprint = fingerprint

    def keep(self):
        if self.wanted() is None:
            os.makedirs(os.path.dirname(self.path) or ".", exist_ok=True)
            with open(self.path, "a", encoding="utf-8") as file:
                file.write(f"{self.address} {self.fingerprint}\n")


class Chat:
    def __init__(self, options, password):
        self.options, self.password = options, password
        self.known = Known(options)
        self.channel = None       # while we are in the room
        self.token = None
        self.was_inside = self.is_leaving = False
        self.last = None          # the newest message that was shown
        self.oldest = None        # where /history goes on
        self.taken = 0            # the newest of our own that the server has acknowledged
        self.pending = {}         # id and request of what is not acknowledged
        self.pages = collections.deque()
        self.waiting = []         # messages behind those of the history that is on its way
        self.members = set()
        self.changed = asyncio.Event()

    async def run(self):
        typing = asyncio.create_task(self.type_all())
        delay = 1
        while True:
            try:
                await self.run_connection()
                return tell("disconnected")
            except (wire.Fault, wire.Cut, wire.Unfit, wire.Closed, OSError, TimeoutError) as error:
                self.judge(error)
                delay = 1 if self.channel else delay
                self.channel = None
                tell(f"connection lost: {str(error) or 'no answer'}; trying again in {delay} s")
            await asyncio.wait([typing], timeout=delay)
            if typing.done():
                return tell("disconnected")
            delay = min(delay * 2, MAX_DELAY)

    def judge(self, error):
        """Only who was inside comes back, and not if the server asks it not to."""
        address = self.known.address
        if isinstance(error, wire.Closed) and not error.again:
            raise Refused(f"closed by the server: {error}")
        if isinstance(error, wire.Unfit):
            raise Refused(f"Cannot trust {address}: {error}")
        if not self.was_inside:
            raise Refused(f"Cannot connect to {address}: {error}; start the server first")

    async def run_connection(self):
        """One connection from its beginning to its end."""
        reader, writer = await asyncio.open_connection(self.options.host, self.options.port)
        stream = Stream(reader, writer)
        if self.options.tls:
            stream = TlsStream(reader, writer, tls_context(False), False)
        channel = wire.Channel(stream, wire.HELLO_LIMIT)
        try:
            async with asyncio.timeout(HANDSHAKE_SECONDS):
                await self.shake_hands(channel)
            await self.log_in(channel)
            await self.listen(channel)
        except wire.Closed:
            channel.close()
            if not self.is_leaving:
                raise
        except wire.Fault as fault:
            if channel.limit == wire.LIMIT:
                channel.close(str(fault))
            raise
        finally:
            writer.close()

    async def shake_hands(self, channel):
        if self.options.tls:
            await channel.stream.handshake()
            self.known.check(wire.fingerprint(channel.stream.tls.getpeercert(True)))
        else:
            await wire.greet_server(channel, self.known.check)
        self.known.keep()
        channel.limit = wire.LIMIT
        tell(f"connected to {self.known.address}")
        tell(f"fingerprint {self.known.fingerprint}")

    async def record(self, channel):
        """The next record that is no PING or PONG; a silent server is asked once."""
        while True:
            try:
                async with asyncio.timeout(SILENCE_SECONDS):
                    kind, value = await channel.receive()
            except TimeoutError:
                channel.send(wire.PING, {})
                async with asyncio.timeout(ANSWER_SECONDS):
                    kind, value = await channel.receive()
            if kind == wire.PING:
                channel.send(wire.PONG, {})
            elif kind != wire.PONG:
                return kind, value

    def attempt(self):
        """The record by which we come in; who comes back goes on where it was."""
        who = {"name": self.options.name, "password": self.password}
        if not self.was_inside:
            return (wire.REGISTER if self.options.action == "register" else wire.LOG_IN), who
        if self.last is None:  # the first page did not arrive
            self.last = max(0, self.newest - FIRST_PAGE)
        if self.token:
            return wire.RESUME, {"token": self.token, "after": self.last}
        return wire.LOG_IN, {**who, "after": self.last}

    async def log_in(self, channel):
        while True:
            channel.send(*self.attempt())
            kind, value = await self.record(channel)
            if kind == wire.ACCEPTED:
                return self.enter(channel, value)
            if kind == wire.ENDED and self.token:
                self.token = None
                continue
            channel.close()
            raise Refused(self.why_not(kind, value))

    @staticmethod
    def why_not(kind, value):
        texts = {wire.INVALID: "wrong name or password", wire.TAKEN: "the name is taken"}
        return f"Cannot log in: {texts.get(kind) or value.get('reason', 'the server says no')}; try again"

    def enter(self, channel, value):
        """The newest page is first; what waits for its answer is sent again, in its order."""
        tell(f"logged in as {value['name']}")
        is_return = self.was_inside
        self.token, self.was_inside = value["token"], True
        self.last = min(self.last, value["last"]) if is_return else None
        self.newest = value["last"]
        self.members, self.waiting = set(), []
        asked = [page for page in self.pages if page["type"] not in ("first", "rest")]
        self.pages = collections.deque([{"type": "first", "isReturn": is_return}])
        self.channel = channel
        for request in list(self.pending.values()):
            channel.send(wire.REQUEST, request)
        for request in asked:
            self.ask(request)
        if self.is_leaving:
            self.leave()
        self.changed.set()

    def ask(self, page):
        self.pages.append(page)
        self.channel.send(wire.REQUEST, page)

    async def listen(self, channel):
        while True:
            kind, value = await self.record(channel)
            if kind != wire.EVENTS or not isinstance(value, list):
                raise wire.Fault(f"a record of type {kind} is not allowed now")
            try:
                for event in value:
                    self.happen(event)
            except (KeyError, TypeError, AttributeError):
                raise wire.Fault("an event that nobody has agreed upon") from None
            self.changed.set()

    def happen(self, event):
        deeds = {"message": self.on_message, "past": self.on_past, "page": self.on_page,
                 "accepted": self.on_accepted, "refused": self.on_refused, "here": self.on_here,
                 "joined": self.on_joined, "left": self.on_left, "private": self.on_private,
                 "notice": lambda event: show("* " + event["text"])}
        deeds[event["type"]](event)

    def is_behind(self):
        """Whether newer messages of the history are still to come."""
        return any(page["type"] in ("first", "rest") for page in self.pages)

    def on_message(self, event):
        if self.is_behind():
            self.waiting.append(event)
        else:
            self.show_new(event)

    def show_new(self, event):
        """A message of the room, unless we have seen it before the connection was lost."""
        if self.last is None or event["number"] > self.last:
            self.last = event["number"]
            self.show_message(event)

    def show_message(self, event):
        self.oldest = min(self.oldest or event["number"], event["number"])
        show(f"{event['from']}: {event['text']}")

    def on_past(self, event):
        kind = self.pages[0]["type"]
        if kind in ("first", "rest"):
            self.show_new(event)
        elif kind == "history":
            self.show_message(event)
        else:
            show(f"{event['from']}: {event['text']}")

    def on_page(self, event):
        page = self.pages.popleft()
        if page["type"] == "rest" or page["type"] == "first" and page["isReturn"]:
            if event["more"]:
                self.pages.append({"type": "rest"})
                return self.channel.send(wire.REQUEST, {"type": "history", "after": self.last})
        if page["type"] in ("first", "rest"):
            self.last = max(self.last or 0, self.newest if page["type"] == "first" else 0)
            waiting, self.waiting = self.waiting, []
            for each in waiting:
                self.on_message(each)

    def on_accepted(self, event):
        self.pending.pop(event["id"], None)
        self.taken = event.get("number", self.taken)

    def on_refused(self, event):
        tell(f"refused: {event['reason']}")
        if "id" in event:
            self.pending.pop(event["id"], None)
        elif self.pages:
            self.pages.popleft()

    def on_here(self, event):
        self.members.add(event["name"])

    def on_joined(self, event):
        self.members.add(event["name"])
        show(f"* {event['name']} has joined")

    def on_left(self, event):
        self.members.discard(event["name"])
        show(f"* {event['name']} has left")

    def on_private(self, event):
        show(f"{event['from']} -> {event['to']}: {event['text']}")

    def is_settled(self):
        """All is acknowledged and shown."""
        return self.was_inside and not self.pending and not self.pages and self.taken <= (self.last or 0)

    def leave(self):
        self.is_leaving = True
        if self.channel:
            self.channel.send(wire.REQUEST, {"type": "log-out"})

    async def until(self, test):
        while not test():
            self.changed.clear()
            await self.changed.wait()

    async def type_all(self):
        """Every line that is typed; then the end, once all is acknowledged."""
        lines = asyncio.Queue(MAX_PENDING)
        loop = asyncio.get_running_loop()
        threading.Thread(target=read_lines, args=(loop, lines), daemon=True).start()
        while (line := await lines.get()) not in (None, "exit", "/exit"):
            await self.typed(line)
        await self.until(self.is_settled)
        self.leave()

    async def typed(self, line):
        if line.startswith("/") and not line.startswith("//"):
            return await self.command(line)
        text = line[1:] if line.startswith("//") else line
        if text.strip():
            await self.message({"type": "say", "id": secrets.token_urlsafe(16), "text": text})

    async def message(self, request):
        await self.until(lambda: len(self.pending) < MAX_PENDING)
        self.pending[request["id"]] = request
        if self.channel:
            self.channel.send(wire.REQUEST, request)

    async def command(self, line):
        word, _, rest = line.partition(" ")
        name, _, text = rest.strip().partition(" ")
        if word == "/msg" and name and text.strip():
            await self.message({"type": "private", "id": secrets.token_urlsafe(16), "to": name, "text": text})
        elif word == "/search" and rest.strip():
            await self.page({"type": "search", "text": rest.strip()})
        elif word == "/history":
            await self.page({"type": "history"})
        elif word == "/who":
            await self.until(lambda: self.channel and not self.is_behind())
            tell("here: " + ", ".join(sorted(self.members)))
        else:
            tell(HELP)

    async def page(self, request):
        await self.until(lambda: self.channel and not self.is_behind())
        if request["type"] == "history":
            request["before"] = self.oldest or self.newest + 1
        self.ask(request)


def read_lines(loop, lines):
    """`None` stands for the end of the input."""
    for raw in sys.stdin.buffer:
        text = raw.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")
        asyncio.run_coroutine_threadsafe(lines.put(text), loop).result()
    asyncio.run_coroutine_threadsafe(lines.put(None), loop).result()


def credentials(options):
    password = os.environ.get("LAB_PASSWORD", "")
    is_terminal = sys.stdin.isatty()
    if not options.name and is_terminal:
        tell("name:")
        options.name = sys.stdin.readline().strip()
    if not password and is_terminal:
        password = getpass.getpass("password: ", sys.stderr)
    if not options.name or not password:
        raise Refused("Cannot log in: no name or no password; give --name and LAB_PASSWORD")
    return password


async def main():
    options = settings()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, lambda: os._exit(0))
    try:
        await Chat(options, credentials(options)).run()
    except Refused as reason:
        tell(str(reason))
        os._exit(1)
    os._exit(0)  # the reading thread may still wait for somebody to type


asyncio.run(main())
