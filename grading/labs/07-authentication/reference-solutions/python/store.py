"""Users in a CSV file, with scrypt of hashlib. Python 3 standard library only."""
import base64
import csv
import hashlib
import hmac
import io
import os
import re
import threading
import unicodedata

HEADER = "name,password"
RECORD = re.compile(r"\$(md5\+)?scrypt\$ln=(\d+),r=8,p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)")


def key_of(name):
    return unicodedata.normalize("NFC", name).lower()


def scrypt(text, salt, ln):
    data = unicodedata.normalize("NFC", text).encode()
    return hashlib.scrypt(data, salt=salt, n=2**ln, r=8, p=1, dklen=32, maxmem=2**30)


def to_text(data):
    return base64.b64encode(data).decode().rstrip("=")


def to_bytes(text):
    return base64.b64decode(text + "=" * (-len(text) % 4))


def read_record(text):
    """(is_old, ln, salt, hash), or None when it is damaged."""
    match = RECORD.fullmatch(text)
    if match is None or int(match[2]) > 20:
        return None
    try:
        salt, digest = to_bytes(match[3]), to_bytes(match[4])
    except ValueError:
        return None
    return (match[1] is not None, int(match[2]), salt, digest) if len(digest) == 32 else None


def row(name, record):
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([name, record])
    return line.getvalue()


class Store:
    def __init__(self, folder, ln):
        self.path = os.path.join(folder, "users.csv")
        self.ln = ln
        self.lock = threading.Lock()
        self.users = {}
        self.nobody = (False, ln, os.urandom(16), os.urandom(32))
        for name, record in self.rows_of(self.path):
            self.users[key_of(name)] = [name, record]
        self.import_old(os.path.join(folder, "users-md5.csv"))
        self.rewrite()

    @staticmethod
    def rows_of(path):
        """The rows of two cells, without the header; a line without its end is torn."""
        try:
            with open(path, encoding="utf-8", errors="replace", newline="") as file:
                lines = file.read().split("\n")[1:-1]
        except FileNotFoundError:
            return
        for line in lines:
            try:
                cells = next(csv.reader([line], strict=True), [])
            except csv.Error:
                continue
            if len(cells) == 2:
                yield cells

    def make(self, kind, text):
        salt = os.urandom(16)
        digest = scrypt(text, salt, self.ln)
        return f"${kind}$ln={self.ln},r=8,p=1${to_text(salt)}${to_text(digest)}"

    def import_old(self, path):
        for name, md5 in self.rows_of(path):
            if re.fullmatch("[0-9a-fA-F]{32}", md5) and key_of(name) not in self.users:
                self.users[key_of(name)] = [name, self.make("md5+scrypt", md5.lower())]
        self.rewrite()
        if os.path.exists(path):
            os.remove(path)

    def rewrite(self):
        with open(self.path + ".tmp", "w", encoding="utf-8", newline="") as file:
            file.write(HEADER + "\n")
            for name, record in self.users.values():
                file.write(row(name, record))
            file.flush()
            os.fsync(file.fileno())
        os.replace(self.path + ".tmp", self.path)

    def has(self, name):
        with self.lock:
            return key_of(name) in self.users

    def add(self, name, password):
        """False when the name is taken."""
        record = self.make("scrypt", password)
        with self.lock:
            if key_of(name) in self.users:
                return False
            self.users[key_of(name)] = [name, record]
            with open(self.path, "a", encoding="utf-8", newline="") as file:
                file.write(row(name, record))
                file.flush()
                os.fsync(file.fileno())
            return True

    def check(self, name, password):
        """The user's name as registered, or None."""
        with self.lock:
            user = self.users.get(key_of(name))
        is_old, ln, salt, digest = read_record(user[1] if user else "") or self.nobody
        typed = unicodedata.normalize("NFC", password)
        text = hashlib.md5(typed.encode()).hexdigest() if is_old else typed
        fits = hmac.compare_digest(scrypt(text, salt, ln), digest)
        if user is None or not fits:
            return None
        if is_old:
            user[1] = self.make("scrypt", password)
            with self.lock:
                self.rewrite()
        return user[0]
