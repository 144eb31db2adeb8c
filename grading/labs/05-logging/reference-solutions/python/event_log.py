"""A log of lab 05: written from the README's rules, with one write for every line."""
import datetime
import json
import os
import re
import sys
import threading
import unicodedata

MAX_VALUE = 256
BARE = re.compile(r"[!#-<>-\[\]-~]+")


class EventLog:
    def __init__(self, folder, name, max_bytes=None):
        os.makedirs(folder, exist_ok=True)
        self.path = os.path.join(folder, name)
        self.max_bytes = max_bytes
        self.lock = threading.Lock()
        self.has_complained = False
        self.open()
        if self.size > 0:
            with open(self.path, "rb") as file:
                file.seek(-1, os.SEEK_END)
                if file.read() != b"\n":
                    self.append(b"\n")

    def open(self):
        self.file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.size = os.fstat(self.file).st_size

    def append(self, data):
        try:
            os.write(self.file, data)
            self.size += len(data)
        except OSError as error:
            if not self.has_complained:
                print(f"Cannot write {self.path}: {error.strerror}", file=sys.stderr, flush=True)
            self.has_complained = True

    def write(self, event, level="info", **fields):
        line = (format_line(level, event, fields) + "\n").encode()
        with self.lock:
            is_full = self.max_bytes is not None and self.size + len(line) > self.max_bytes
            if is_full and self.size > 0:
                os.close(self.file)
                os.rename(self.path, self.next_full_file())
                self.open()
            self.append(line)

    def lines(self):
        with self.lock:
            found = []
            for path in [*self.full_files(), self.path]:
                with open(path, "rb") as file:
                    found += file.read().decode("utf-8", "replace").split("\n")[:-1]
            return found

    def clear(self):
        with self.lock:
            for path in self.full_files():
                os.remove(path)
            os.truncate(self.path, 0)
            self.size = 0
            self.append((format_line("warn", "log-cleared", {}) + "\n").encode())

    def full_files(self):
        return [f"{self.path}.{number}" for number in self.numbers()]

    def next_full_file(self):
        return f"{self.path}.{max(self.numbers(), default=0) + 1}"

    def numbers(self):
        folder, name = os.path.split(self.path)
        ends = [other[len(name) + 1 :] for other in os.listdir(folder) if other.startswith(name + ".")]
        return sorted(int(end) for end in ends if end.isdigit())


def format_line(level, event, fields):
    now = datetime.datetime.now(datetime.timezone.utc)
    time = now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03}Z"
    return " ".join([time, level, event, *(f"{name}={shown(value)}" for name, value in fields.items())])


def shown(value):
    text = str(value)
    if BARE.fullmatch(text) and len(text) <= MAX_VALUE:
        return text
    if len(text) > MAX_VALUE:
        text = text[:MAX_VALUE] + "…"
    return json.dumps(text).replace("\x7f", "\\u007f")


def harmless(text):
    return "".join(escape(letter) if is_unprintable(letter) else letter for letter in text)


def is_unprintable(letter):
    category = unicodedata.category(letter)
    return category[0] == "C" or category in ("Zl", "Zp")


def escape(letter):
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def loggable(line):
    """What a log may know of a line."""
    if line.startswith("password "):
        return {"password": "[redacted]"}
    return {"bytes": len(line.encode()), "text": line}


def lines_of(read):
    """The lines that come out of `read`, without their ends; the last one needs none."""
    rest = b""
    while True:
        chunk = read(65536)
        if not chunk:
            break
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield line.removesuffix(b"\r").decode("utf-8", "replace")
    if rest:
        yield rest.decode("utf-8", "replace")
