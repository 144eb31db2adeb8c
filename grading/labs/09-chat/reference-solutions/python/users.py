"""Who may log in: clients.csv, encrypted, or a database; passwords by scrypt; sessions."""
import base64
import csv
import datetime
import hashlib
import hmac
import json
import os
import re
import secrets
import sqlite3
import time
import unicodedata

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from identity import secret

COMMON = re.compile(r"(passwor[dt]\d*|qwerty\w*|letmein\d*|welcome\d*|iloveyou\d*|0?1?23456789?0?|(.)\2*)!?", re.I)
RECORD = re.compile(r"\$scrypt\$ln=(\d+),r=8,p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)")
SESSION_SECONDS = 12 * 3600


def key_of(name):
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).lower())


def good_name(name):
    """The name as it is kept; None if it is none."""
    name = unicodedata.normalize("NFC", name)
    is_clean = name == name.strip() and not any(unicodedata.category(each) == "Cc" for each in name)
    return name if is_clean and 1 <= len(name) <= 32 else None


def bad_password(password):
    length = len(unicodedata.normalize("NFC", password))
    if not 8 <= length <= 256:
        return "a password has 8 to 256 characters"
    return "this password is too common" if COMMON.fullmatch(password) else None


def scrypt(password, salt, ln):
    data = unicodedata.normalize("NFC", password).encode()
    return hashlib.scrypt(data, salt=salt, n=2**ln, r=8, p=1, dklen=32, maxmem=2**30)


def in_letters(data):
    return base64.b64encode(data).decode().rstrip("=")


def in_bytes(text):
    return base64.b64decode(text + "=" * (-len(text) % 4))


def record_of(password, ln):
    salt = os.urandom(16)
    return f"$scrypt$ln={ln},r=8,p=1${in_letters(salt)}${in_letters(scrypt(password, salt, ln))}"


def fits(password, record, ln):
    """Without a record the work is the same, and nothing fits."""
    match = RECORD.fullmatch(record or "")
    if match is None or int(match[1]) > 20:
        scrypt(password, bytes(16), ln)
        return False
    return hmac.compare_digest(scrypt(password, in_bytes(match[2]), int(match[1])), in_bytes(match[3]))


class CsvUsers:
    def __init__(self, folder):
        self.path = os.path.join(folder, "clients.csv")
        key = base64.b64decode(secret(os.path.join(folder, "clients.key"),
                                      lambda: base64.b64encode(os.urandom(32)) + b"\n"))
        self.index_key = self.derived(key, b"clients.csv index")
        self.fernet = Fernet(base64.urlsafe_b64encode(self.derived(key, b"clients.csv record")))
        self.users = dict(self.rows())
        self.rewrite()

    @staticmethod
    def derived(key, info):
        return HKDF(hashes.SHA256(), 32, None, info).derive(key)

    def index(self, name):
        digest = hmac.digest(self.index_key, key_of(name).encode(), "sha256")
        return base64.urlsafe_b64encode(digest).decode()

    def rows(self):
        """What opens with our key and stands in its own row; the rest is left out."""
        if not os.path.exists(self.path):
            return
        with open(self.path, encoding="utf-8", errors="replace", newline="") as file:
            for cells in csv.reader(file):
                try:
                    user = json.loads(self.fernet.decrypt(cells[1].encode()))
                except (IndexError, InvalidToken):
                    continue
                if hmac.compare_digest(user["index"], cells[0]):
                    yield user["index"], user

    def line(self, user):
        return user["index"] + "," + self.fernet.encrypt(json.dumps(user).encode()).decode() + "\n"

    def rewrite(self):
        with open(os.open(self.path + ".tmp", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write("index,record\n" + "".join(self.line(user) for user in self.users.values()))
            file.flush()
            os.fsync(file.fileno())
        os.replace(self.path + ".tmp", self.path)

    def find(self, name):
        user = self.users.get(self.index(name))
        return (user["name"], user["password"]) if user else (None, None)

    def add(self, name, record, address):
        registered = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")
        user = {"index": self.index(name), "name": name, "password": record, "address": address,
                "registered": registered.replace("+00:00", "Z")}
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(self.line(user))
            file.flush()
            os.fsync(file.fileno())
        self.users[user["index"]] = user

    def clear(self):
        self.users = {}
        self.rewrite()


class SqliteUsers:
    def __init__(self, path):
        self.base = sqlite3.connect(path, isolation_level=None)
        self.base.execute("CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, username TEXT NOT NULL,"
                          " password TEXT NOT NULL, key TEXT NOT NULL UNIQUE, address TEXT)")

    def find(self, name):
        query = "SELECT username, password FROM users WHERE key = ?"
        return self.base.execute(query, (key_of(name),)).fetchone() or (None, None)

    def add(self, name, record, address):
        self.base.execute("INSERT INTO users (username, password, key, address) VALUES (?, ?, ?, ?)",
                          (name, record, key_of(name), address))

    def clear(self):
        self.base.execute("DELETE FROM users")


def open_users(folder, name):
    if name == "clients.csv":
        return CsvUsers(folder)
    if not re.fullmatch(r"[\w-][\w.-]*\.db", name):
        raise ValueError("a database is called NAME.db")
    return SqliteUsers(os.path.join(folder, name))


class Sessions:
    def __init__(self):
        self.known = {}

    @staticmethod
    def digest(token):
        return hashlib.sha256(token.encode()).digest()

    def open(self, name):
        token = secrets.token_urlsafe(32)
        self.known[self.digest(token)] = (name, time.monotonic() + SESSION_SECONDS)
        return token

    def name_of(self, token):
        name, end = self.known.get(self.digest(token), (None, 0))
        return name if time.monotonic() < end else None

    def close(self, token):
        self.known.pop(self.digest(token), None)

    def close_all(self, name=None):
        self.known = {} if name is None else {
            key: value for key, value in self.known.items() if key_of(value[0]) != key_of(name)}
