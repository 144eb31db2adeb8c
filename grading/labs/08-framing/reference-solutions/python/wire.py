"""What both programs of lab 08 need, written from the README's section "The wire" alone."""
import argparse
import hashlib
import os
import unicodedata
import zlib

LIMIT = 1048576


class Refused(Exception):
    """The other side has broken a rule."""


def settings(program, fallbacks):
    parser = argparse.ArgumentParser(prog=program)
    for name, fallback in fallbacks.items():
        variable = "LAB_" + name.upper().replace("-", "_")
        parser.add_argument("--" + name, default=os.environ.get(variable) or fallback)
    return parser.parse_args()


class Reader:
    """Frames out of a socket."""

    def __init__(self, connection, limit):
        self.connection = connection
        self.limit = limit

    def exactly(self, count, at_start=False):
        data = bytearray()
        while len(data) < count:
            chunk = self.connection.recv(min(count - len(data), 65536))
            if not chunk:
                if at_start and not data:
                    return None
                raise Refused("the stream ended inside a frame")
            data += chunk
        return bytes(data)

    def message(self):
        """The next text; None at the end of the stream."""
        header = self.exactly(4, at_start=True)
        if header is None:
            return None
        length = int.from_bytes(header, "big")
        if length > self.limit:
            raise Refused(f"a frame announces {length} bytes; the limit is {self.limit}")
        try:
            return self.exactly(length).decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("a message is not UTF-8") from None


def frame(text):
    body = text.encode("utf-8")
    return len(body).to_bytes(4, "big") + body


def digits(kind, text):
    data = text.encode("utf-8")
    if kind == "crc32":
        return f"{zlib.crc32(data):08x}"
    return hashlib.md5(data).hexdigest() if kind == "md5" else ""


def checked(kind, message):
    length = len(digits(kind, ""))
    text = message[length:]
    if message[:length] != digits(kind, text):
        raise Refused("a text whose checksum is not its own")
    return text


def length_of(text):
    return len(text.encode("utf-8"))


def printable(text):
    return "".join(escaped(c) if is_hidden(c) else c for c in text)


def is_hidden(character):
    category = unicodedata.category(character)
    return category.startswith("C") or category in ("Zl", "Zp")


def escaped(character):
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
