"""The messages of the room: history.csv, and what the server remembers of it."""
import asyncio
import bisect
import collections
import csv
import datetime
import io
import os

from users import key_of

HEADER = ["number", "time", "from", "id", "text"]
PAGE = 100
FIRST_PAGE = 50


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def row(cells):
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue().encode()


class Seen:
    """The last 256 ids of each user, with the number of each message; a private one has none."""

    def __init__(self):
        self.users = collections.defaultdict(collections.OrderedDict)

    def put(self, name, id, number):
        ids = self.users[key_of(name)]
        ids[id] = number
        if len(ids) > 256:
            ids.popitem(last=False)

    def has(self, name, id):
        return id in self.users[key_of(name)]

    def number(self, name, id):
        return self.users[key_of(name)][id]


class History:
    def __init__(self, path):
        self.path = path
        self.seen = Seen()
        rows = [{**dict(zip(HEADER, cells)), "number": int(cells[0])} for cells in self.rows()]
        self.messages = [each for each in rows if each["from"]]
        self.highest = rows[-1]["number"] if rows else 0
        for each in self.messages:
            self.seen.put(each["from"], each["id"], each["number"])
        self.rewrite(rows)

    @property
    def last(self):
        return self.messages[-1]["number"] if self.messages else 0

    def rows(self):
        """All whole rows; a row without its end was never acknowledged."""
        if not os.path.exists(self.path):
            return
        with open(self.path, "rb") as file:
            data = file.read()
        whole = data[:data.rfind(b"\n") + 1].decode("utf-8", "replace")
        try:
            for cells in csv.reader(io.StringIO(whole, newline=""), strict=True):
                if len(cells) == 5 and cells[0].isdecimal():
                    yield cells
        except csv.Error:
            pass  # the last row has lost the end of its text

    def rewrite(self, rows):
        with open(self.path + ".tmp", "wb") as file:
            file.write(row(HEADER) + b"".join(self.row_of(each) for each in rows))
            file.flush()
            os.fsync(file.fileno())
        os.replace(self.path + ".tmp", self.path)
        self.file = open(self.path, "ab", buffering=0)

    @staticmethod
    def row_of(message):
        return row([message[name] for name in HEADER])

    def append(self, data):
        size = os.fstat(self.file.fileno()).st_size
        try:
            if self.file.write(data) != len(data):
                raise OSError("the disk is full")
            os.fsync(self.file.fileno())
        except OSError:
            os.ftruncate(self.file.fileno(), size)
            raise

    async def add(self, name, id, text):
        """The message, once its row is on disk. One at a time."""
        message = {"number": self.highest + 1, "time": now(), "from": name, "id": id, "text": text}
        await asyncio.to_thread(self.append, self.row_of(message))
        self.highest = message["number"]
        self.messages.append(message)
        self.seen.put(name, id, message["number"])
        return self.told("message", message)

    @staticmethod
    def told(kind, message):
        return {"type": kind, **{name: message[name] for name in HEADER if name != "id"}}

    def place(self, number):
        return bisect.bisect_left(self.messages, number, key=lambda message: message["number"])

    def page(self, messages, more):
        return [self.told("past", each) for each in messages] + [{"type": "page", "more": more}]

    def newest(self, messages, count):
        return self.page(messages[-count:], len(messages) > count)

    def first(self):
        return self.newest(self.messages, FIRST_PAGE)

    def before(self, number):
        return self.newest(self.messages[:self.place(number)], PAGE)

    def after(self, number):
        messages = self.messages[self.place(number + 1):]
        return self.page(messages[:PAGE], len(messages) > PAGE)

    def search(self, text, before=None):
        messages = self.messages if before is None else self.messages[:self.place(before)]
        return self.newest([each for each in messages if text.casefold() in each["text"].casefold()], PAGE)

    def clear(self):
        """One row without a user stays: the numbers go on behind it."""
        self.messages = []
        self.file.close()
        self.rewrite([{"number": self.highest, "time": now(), "from": "", "id": "", "text": "cleared"}])
