"""Frames, records and the FC1 handshake, written from the README's section "The wire" alone."""
import asyncio
import base64
import hashlib
import hmac
import json
import os

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, x25519
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

FINISHED, CLOSE, PING, PONG = 1, 2, 3, 4
LOG_IN, REGISTER, RESUME, REQUEST = 16, 17, 18, 19
ACCEPTED, INVALID, TAKEN, ENDED, REFUSED, EVENTS = 32, 33, 34, 35, 36, 37
BEFORE_LOG_IN, HELLO_LIMIT, LIMIT = 2048, 4096, 8192
MAX_JSON = 6070  # the longest text whose token has no more than 8,192 letters
MAGIC = b"FC1\0"
LABEL = b"socket-labs FC1 server handshake v1\0"
PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32)


class Fault(Exception):
    """The other side has broken a rule; a CLOSE tells it which."""


class Unfit(Exception):
    """The handshake is not right; nothing is said."""


class Cut(Exception):
    """The stream has ended without a CLOSE."""


class Closed(Exception):
    """The other side has sent CLOSE."""

    def __init__(self, value):
        super().__init__(str(value.get("reason", "the other side has closed")))
        self.again = value.get("again") is not False


def lp(data):
    return len(data).to_bytes(4, "big") + data


def sha256(data):
    return hashlib.sha256(data).digest()


def fingerprint(certificate):
    return "SHA256:" + base64.b64encode(sha256(certificate)).decode().rstrip("=")


def to_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def no_number(name):
    raise ValueError(f"{name} is not JSON")


def from_json(data):
    """Half a surrogate pair is no text: writing the value again finds it."""
    try:
        value = json.loads(data.decode(), parse_constant=no_number)
        to_json(value)
        return value
    except (ValueError, RecursionError):
        raise Fault("a record that is not JSON in UTF-8") from None


class Clear:
    """Records inside TLS: type and content."""

    def pack(self, kind, inside):
        return bytes([kind]) + inside

    def unpack(self, body):
        if not body:
            raise Fault("an empty record")
        return body[0], body[1:]


class Sealed:
    """Records as Fernet tokens, each direction with its key and its count."""

    def __init__(self, own_key, other_key):
        self.own, self.other = (Fernet(base64.urlsafe_b64encode(key)) for key in (own_key, other_key))
        self.sent = self.taken = 0

    def pack(self, kind, inside):
        token = self.own.encrypt(self.sent.to_bytes(8, "big") + bytes([kind]) + inside)
        self.sent += 1
        return token

    def unpack(self, body):
        plain = self.opened(body)
        number = int.from_bytes(plain[:8], "big")
        if number != self.taken:
            raise Fault(f"record out of order: got {number}, want {self.taken}")
        self.taken += 1
        return plain[8], plain[9:]

    def opened(self, body):
        try:
            if base64.urlsafe_b64encode(base64.urlsafe_b64decode(body)) != body:
                raise ValueError("the decoder forgives letters that we do not")
            plain = self.other.decrypt(body)
        except (ValueError, InvalidToken):
            raise Fault("authentication failed") from None
        if len(plain) < 9:
            raise Fault("authentication failed")
        return plain


class Channel:
    """Frames and records of one connection; `limit` is the longest body that is read."""

    def __init__(self, stream, limit, frame_seconds=10):
        self.stream, self.limit, self.frame_seconds = stream, limit, frame_seconds
        self.records = Clear()
        self.rest = b""
        self.began = None
        self.is_closed = False

    async def more(self):
        chunk = await self.stream.read()
        if not chunk:
            raise Cut("the connection was cut")
        self.rest += chunk

    async def frame(self):
        """Waits for a frame as long as it takes; one that was begun has its time. To be cancelled freely."""
        while not self.rest:
            await self.more()
        now = asyncio.get_running_loop().time()
        self.began = self.began or now
        try:
            async with asyncio.timeout_at(self.began + self.frame_seconds):
                body = await self.body()
        except TimeoutError:
            raise Fault(f"a frame did not end within {self.frame_seconds:g} s") from None
        self.rest, self.began = self.rest[4 + len(body):], None
        return body

    async def body(self):
        while len(self.rest) < 4:
            await self.more()
        length = int.from_bytes(self.rest[:4], "big")
        if length > self.limit:
            raise Fault(f"a frame announces {length} bytes; the limit is {self.limit}")
        while len(self.rest) < 4 + length:
            await self.more()
        return self.rest[4:4 + length]

    async def receive(self):
        """The next record's type and value."""
        kind, inside = self.records.unpack(await self.frame())
        if kind == FINISHED:
            raise Fault("FINISHED is not allowed now")
        value = from_json(inside)
        if not isinstance(value, dict) and kind != EVENTS:
            raise Fault("a record that is no object")
        if kind == CLOSE:
            raise Closed(value)
        return kind, value

    def write(self, body):
        self.stream.write(lp(body))

    def send(self, kind, value):
        if not self.is_closed:
            self.write(self.records.pack(kind, to_json(value)))

    def close(self, reason=None, again=None):
        """Our last record, then our FIN."""
        if self.is_closed:
            return
        value = {} if reason is None else {"reason": reason}
        self.send(CLOSE, value if again is None else {**value, "again": again})
        self.is_closed = True
        self.stream.finish()

    async def finished(self, own, other, th):
        self.records = Sealed(own, other)
        self.write(self.records.pack(FINISHED, th))
        kind, inside = self.records.unpack(await self.frame())
        if kind != FINISHED or not hmac.compare_digest(inside, th):
            raise Unfit("FINISHED is not right")


def hello():
    private = x25519.X25519PrivateKey.generate()
    return private, private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw) + os.urandom(32)


def keys(private, other, th):
    try:
        secret = private.exchange(x25519.X25519PublicKey.from_public_bytes(other))
    except ValueError:
        raise Unfit("a key that gives no secret") from None
    return (HKDF(hashes.SHA256(), 32, th, info).derive(secret) for info in (b"FC1 c2s", b"FC1 s2c"))


async def greet_client(channel, identity):
    first = await channel.frame()
    if len(first) != 68 or first[:4] != MAGIC:
        raise Unfit("no ClientHello")
    private, start = hello()
    start += lp(identity.certificate)
    signature = identity.key.sign(LABEL + sha256(lp(first) + lp(start)), PSS, hashes.SHA256())
    answer = start + lp(signature)
    th = sha256(lp(first) + lp(answer))
    c2s, s2c = keys(private, first[4:36], th)
    channel.write(answer)
    await channel.finished(s2c, c2s, th)


async def greet_server(channel, check):
    """`check` is given the fingerprint before anything else is looked at."""
    private, first = hello()
    first = MAGIC + first
    channel.write(first)
    answer = await channel.frame()
    certificate, end = part(answer, 64)
    signature, last = part(answer, end)
    if last != len(answer):
        raise Unfit("no ServerHello")
    check(fingerprint(certificate))
    try:
        public = x509.load_der_x509_certificate(certificate).public_key()
        public.verify(signature, LABEL + sha256(lp(first) + lp(answer[:end])), PSS, hashes.SHA256())
    except (InvalidSignature, ValueError, TypeError, AttributeError):
        raise Unfit("the server does not own its certificate") from None
    th = sha256(lp(first) + lp(answer))
    c2s, s2c = keys(private, answer[:32], th)
    await channel.finished(c2s, s2c, th)


def part(data, start):
    """The piece whose length stands at `start`, and where it ends."""
    end = start + 4 + int.from_bytes(data[start:start + 4], "big")
    if start + 4 > len(data) or end > len(data):
        raise Unfit("no ServerHello")
    return data[start + 4:end], end
