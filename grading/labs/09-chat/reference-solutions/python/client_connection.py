"""One connection after its handshake: log-in, then requests."""
import asyncio
import unicodedata

import wire
from history import now
from limits import Bucket, group
from users import bad_password, fits, good_name, key_of, record_of


def is_number(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def texts(value, *names, numbers=()):
    """The named texts of an object and the numbers that it may have."""
    found = [value.get(name) for name in names]
    if not all(isinstance(each, str) for each in found):
        raise wire.Fault("not understood: " + " and ".join(names) + " are texts")
    if not all(name not in value or is_number(value[name]) for name in numbers):
        raise wire.Fault("not understood: a number is wanted")
    return found + [value.get(name) for name in numbers]


def bad_text(text):
    if not 1 <= len(text.encode()) <= 2000:
        return "a text has 1 to 2,000 bytes"
    if any(ord(each) < 32 and each not in "\n\t" or 127 <= ord(each) < 160 for each in text):
        return "a text has no control characters"
    is_seen = any(unicodedata.category(each)[0] not in "CZ" for each in text)
    return None if is_seen else "there is nothing to be seen in it"


def bad_id(id):
    allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
    return not 1 <= len(id) <= 32 or any(each not in allowed for each in id)


def packed(events):
    """Pieces of a list of events that fit into a record each."""
    piece, size = [], 2
    for event in events:
        length = len(wire.to_json(event)) + 1
        if piece and size + length > wire.MAX_JSON:
            yield piece
            piece, size = [], 2
        piece.append(event)
        size += length
    if piece:
        yield piece


class ClientConnection:
    """One connection after its handshake."""

    def __init__(self, server, channel, peer):
        self.server, self.channel, self.peer = server, channel, peer
        self.options = server.options
        self.task = asyncio.current_task()
        self.name = self.token = None
        self.held = None
        self.slow = None
        self.bucket = Bucket(self.options.burst, self.options.per_second)

    async def run(self):
        """Why it has ended."""
        try:
            try:
                async with asyncio.timeout(self.options.log_in_ms / 1000):
                    after = await self.log_in()
            except TimeoutError:
                raise wire.Fault("log-in took too long") from None
            await self.enter(after)
            return await self.listen()
        except wire.Closed as closed:
            self.channel.close()
            return str(closed)
        except wire.Fault as fault:
            self.channel.close(str(fault))
            return str(fault)
        except (wire.Cut, OSError) as cut:
            return f"cut: {cut}"
        finally:
            self.server.leave(self)
            if self.slow:
                self.slow.cancel()

    async def heard(self):
        """The next record; a silent client is asked once."""
        try:
            async with asyncio.timeout(self.options.ping_ms / 1000):
                return await self.channel.receive()
        except TimeoutError:
            self.channel.send(wire.PING, {})
        try:
            async with asyncio.timeout(self.options.pong_ms / 1000):
                return await self.channel.receive()
        except TimeoutError:
            raise wire.Fault("silent for too long") from None

    async def record(self):
        while True:
            kind, value = await self.heard()
            if kind == wire.PING:
                self.channel.send(wire.PONG, {})
                self.watch()
            elif kind != wire.PONG:
                return kind, value

    async def log_in(self):
        """From which message on the client wants the history."""
        ways = {wire.LOG_IN: self.by_password, wire.REGISTER: self.register, wire.RESUME: self.resume}
        while True:
            kind, value = await self.record()
            if kind not in ways:
                raise wire.Fault(f"a record of type {kind} is not allowed before log-in")
            if self.server.is_stopped:
                answer, more = wire.REFUSED, {"reason": "the server is stopped; try again later"}
            else:
                answer, more = await ways[kind](value)
            if answer == wire.ACCEPTED:
                self.name = more["name"]
                self.token = more["token"]
                self.channel.limit = wire.LIMIT
                self.channel.send(answer, {**more, "last": self.server.history.last})
                self.server.log.write("info", "log-in", user=self.name, peer=self.peer)
                return value.get("after")
            self.channel.send(answer, more)

    def welcome(self, name):
        return wire.ACCEPTED, {"name": name, "token": self.server.sessions.open(name)}

    def throttled(self, keys):
        if self.server.gate.is_full:
            return wire.REFUSED, {"reason": "too many log-ins at once", "retryAfterMs": 1000}
        wait = self.server.throttle.begin(keys)
        if wait:
            self.server.log.write("warn", "log-in-refused", why="too-many-attempts", peer=self.peer)
            return wire.REFUSED, {"reason": "too many attempts", "retryAfterMs": wait}
        return None

    def address_key(self):
        address = group(self.peer.rpartition(":")[0].strip("[]"))
        return {} if self.server.addresses.is_free(address) else {address: self.options.address_attempts}

    async def by_password(self, value):
        typed, password, _ = texts(value, "name", "password", numbers=["after"])
        keys = {key_of(typed): self.options.account_attempts, **self.address_key()}
        refused = self.throttled(keys)
        if refused:
            return refused
        name, record = self.server.users.find(typed)
        is_right = await self.server.gate.run(fits, password, record, self.options.scrypt_ln)
        if not is_right:
            why = "wrong-password" if name else "no-such-user"
            self.server.log.write("warn", "log-in-refused", why=why, user=typed, peer=self.peer)
            return wire.INVALID, {}
        self.server.throttle.forget(keys)
        return self.welcome(name)

    async def register(self, value):
        typed, password = texts(value, "name", "password")
        name = good_name(typed)
        if name is None:
            return wire.REFUSED, {"reason": "a name has 1 to 32 letters"}
        bad = bad_password(password)
        if bad:
            return wire.REFUSED, {"reason": bad}
        keys = self.address_key()
        refused = self.throttled(keys)
        if refused:
            return refused
        # Before we look whether the name is taken: the time of the answer tells nothing.
        record = await self.server.gate.run(record_of, password, self.options.scrypt_ln)
        if self.server.users.find(name)[0]:
            return wire.TAKEN, {}
        self.server.users.add(name, record, self.peer.rpartition(":")[0])
        self.server.log.write("info", "registered", user=name, peer=self.peer)
        return self.welcome(name)

    async def resume(self, value):
        token, after = texts(value, "token", numbers=["after"])
        if after is None:
            raise wire.Fault("not understood: after is wanted")
        name = self.server.sessions.name_of(token)
        return (wire.ACCEPTED, {"name": name, "token": token}) if name else (wire.ENDED, {})

    async def enter(self, after):
        """What happens while the history is on its way is held back, to come behind it."""
        self.held = []
        history = self.server.history
        page = history.first() if after is None else history.after(after)
        self.server.join(self)
        await self.send([{"type": "here", "name": name} for name in self.server.names()] + page)
        held, self.held = self.held, None
        await self.send(held)

    async def send(self, events):
        """As fast as the client reads: the next request waits as long."""
        for piece in packed(events):
            self.channel.send(wire.EVENTS, piece)
            self.watch()
            await self.channel.stream.writer.drain()

    def deliver(self, event):
        if self.held is not None:
            self.held.append(event)
            return
        self.channel.send(wire.EVENTS, [event])
        self.watch()

    def waiting(self):
        return self.channel.stream.writer.transport.get_write_buffer_size()

    def watch(self):
        waiting = self.waiting()
        if waiting > self.options.queue_bytes:
            self.end("too slow: too much waits for you", again=True)
        elif waiting > self.options.slow_bytes and self.slow is None:
            self.slow = asyncio.create_task(self.catch_up())

    async def catch_up(self):
        try:
            while self.waiting() > self.options.slow_bytes:
                async with asyncio.timeout(self.options.slow_ms / 1000):
                    await self.channel.stream.writer.drain()
            self.slow = None
        except TimeoutError:
            self.slow = None
            self.end("too slow: you do not read", again=True)
        except OSError:
            pass  # the connection's task says so

    def end(self, reason, again):
        """Ends it from outside."""
        if not self.channel.is_closed:
            self.channel.close(reason, again)
            self.task.cancel(reason)

    async def listen(self):
        answers = {"say": self.say, "private": self.private, "history": self.page, "search": self.search}
        while True:
            kind, value = await self.record()
            if kind != wire.REQUEST:
                raise wire.Fault(f"a record of type {kind} is not allowed now")
            await self.bucket.take()
            wanted = value.get("type")
            if wanted == "log-out":
                self.server.sessions.close(self.token)
                self.channel.close()
                return "log-out"
            if not isinstance(wanted, str) or wanted not in answers:
                raise wire.Fault("not understood: no such request")
            await answers[wanted](value)

    def refuse(self, reason, **more):
        self.deliver({"type": "refused", **more, "reason": reason})

    def is_refused(self, id, text):
        """True when the message has its answer already."""
        bad = "an id is 1 to 32 of A-Z a-z 0-9 _ -" if bad_id(id) else bad_text(text)
        if bad:
            self.refuse(bad, id=id)
        return bool(bad)

    def accept(self, id):
        number = self.server.history.seen.number(self.name, id)
        self.deliver({"type": "accepted", "id": id, **({} if number is None else {"number": number})})

    async def say(self, value):
        id, text = texts(value, "id", "text")
        if not self.is_refused(id, text):
            await asyncio.shield(asyncio.create_task(self.server.say(self, id, text)))

    async def private(self, value):
        id, to, text = texts(value, "id", "to", "text")
        if self.is_refused(id, text):
            return
        seen = self.server.history.seen
        if not seen.has(self.name, id):
            members = self.server.members
            if key_of(to) not in members:
                return self.refuse(f"{to} is not here", id=id)
            seen.put(self.name, id, None)
            event = {"type": "private", "time": now(), "from": self.name,
                     "to": members[key_of(to)][0].name, "text": text}
            for key in {key_of(self.name), key_of(to)}:
                for connection in list(members[key]):
                    connection.deliver(event)
        self.accept(id)

    async def page(self, value):
        _, before, after = texts(value, "type", numbers=["before", "after"])
        if (before is None) == (after is None):
            raise wire.Fault("not understood: before or after is wanted")
        history = self.server.history
        await self.send(history.after(after) if before is None else history.before(before))

    async def search(self, value):
        text, before = texts(value, "text", numbers=["before"])
        if not text.strip():
            return self.refuse("a search needs a text")
        await self.send(self.server.history.search(text, before))
