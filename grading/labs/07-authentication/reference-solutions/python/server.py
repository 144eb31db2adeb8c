"""Another right server for lab 07: a thread for each client. Python 3 standard library only."""
import argparse
import datetime
import hashlib
import json
import os
import re
import secrets
import signal
import socket
import threading
import time
import unicodedata

from store import Store, key_of

SETTINGS = {
    "host": "127.0.0.1", "port": 9090, "data": "data", "scrypt-ln": 17, "log-in-ms": 60_000,
    "idle-ms": 1_800_000, "session-max-ms": 43_200_000, "account-attempts": 5,
    "address-attempts": 20, "first-delay-ms": 1_000, "max-delay-ms": 300_000,
}

COMMON = re.compile(r"(passwor[dt]\d*|qwerty\w*|letmein\d*|welcome\d*|iloveyou\d*|0?1?23456789?0?)!?", re.I)


def settings():
    parser = argparse.ArgumentParser()
    for name, usual in SETTINGS.items():
        given = os.environ.get("LAB_" + name.replace("-", "_").upper()) or usual
        parser.add_argument("--" + name, default=type(usual)(given), type=type(usual))
    return parser.parse_args()


OPTIONS = settings()
os.makedirs(OPTIONS.data, exist_ok=True)
STORE = Store(OPTIONS.data, OPTIONS.scrypt_ln)
LOCK = threading.Lock()


def log(event):
    time_text = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
    with LOCK, open(os.path.join(OPTIONS.data, "server.log"), "a", encoding="utf-8") as file:
        file.write(f"{time_text}Z info {event}\n")


class Gate:
    """Two at work, eight waiting."""

    def __init__(self):
        self.inside = 0
        self.places = threading.Semaphore(2)

    def __enter__(self):
        self.places.acquire()

    def __exit__(self, *_):
        self.places.release()
        with LOCK:
            self.inside -= 1

    def has_room(self):
        with LOCK:
            if self.inside >= 10:
                return False
            self.inside += 1
            return True


class Throttle:
    def __init__(self):
        self.known = {}

    @staticmethod
    def free(key):
        return OPTIONS.account_attempts if key[0] == "account" else OPTIONS.address_attempts

    def begin(self, keys):
        """0, and the attempt is counted; or how many milliseconds to wait."""
        with LOCK:
            now = time.monotonic() * 1000
            wait = max(self.known.get(key, (0, 0))[1] - now for key in keys)
            if wait > 0:
                return wait
            for key in keys:
                count = self.known.get(key, (0, 0))[0] + 1
                over = count - self.free(key)
                delay = 0 if over < 0 else min(OPTIONS.first_delay_ms * 2**over, OPTIONS.max_delay_ms)
                self.known[key] = (count, now + delay)
            return 0

    def take_back(self, key, is_all=False):
        with LOCK:
            count = self.known.get(key, (1, 0))[0]
            self.known[key] = (0 if is_all else max(0, count - 1), 0)


class Sessions:
    def __init__(self):
        self.known = {}

    @staticmethod
    def digest(token):
        return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()

    def open(self, name):
        token = secrets.token_urlsafe(32)
        now = time.monotonic() * 1000
        with LOCK:
            self.known[self.digest(token)] = [name, now, now + OPTIONS.session_max_ms]
        return token

    def user_of(self, token):
        if not isinstance(token, str):
            return None
        now = time.monotonic() * 1000
        with LOCK:
            session = self.known.get(self.digest(token))
            if session is None or now > session[2] or now > session[1] + OPTIONS.idle_ms:
                return None
            session[1] = now
            return session[0]

    def close(self, token):
        with LOCK:
            self.known.pop(self.digest(token), None)


GATE, THROTTLE, SESSIONS = Gate(), Throttle(), Sessions()


def refused(reason, **more):
    return {"type": "refused", "reason": reason, **more}


def bad_password(password):
    length = len(unicodedata.normalize("NFC", password))
    if length < 8:
        return "too short"
    if length > 256:
        return "too long"
    return "too common" if COMMON.fullmatch(password) else None


def register(name, password):
    bad = bad_password(password)
    if bad:
        return refused(f"bad password: {bad}")
    if STORE.has(name):
        return refused("name is taken")
    if not GATE.has_room():
        return refused("busy")
    with GATE:
        return {"type": "registered"} if STORE.add(name, password) else refused("name is taken")


def log_in(name, password, host):
    account, address = ("account", key_of(name)), ("address", host)
    wait = THROTTLE.begin([account, address])
    if wait > 0:
        return refused("too many attempts", retryAfterMs=int(wait) + 1)
    if not GATE.has_room():
        THROTTLE.take_back(account)
        THROTTLE.take_back(address)
        return refused("busy")
    with GATE:
        user = STORE.check(name, password)
    if user is None:
        return refused("wrong name or password")
    THROTTLE.take_back(account, is_all=True)
    THROTTLE.take_back(address)
    log(f"log-in user={json.dumps(user)}")  # in quotation marks, all ASCII
    return {"type": "welcome", "name": user, "token": SESSIONS.open(user)}


def answer(line, host):
    try:
        message = json.loads(line)
    except ValueError:
        message = None
    if not isinstance(message, dict):
        return refused("not understood: no JSON object")
    kind = message.get("type")
    if kind in ("register", "log-in"):
        name, password = message.get("name"), message.get("password")
        if not isinstance(name, str) or not isinstance(password, str):
            return refused("not understood: name and password are texts")
        name = unicodedata.normalize("NFC", name.strip())
        if not 1 <= len(name) <= 32 or any(unicodedata.category(each) == "Cc" for each in name):
            return refused("bad name: 1 to 32 letters")
        return register(name, password) if kind == "register" else log_in(name, password, host)
    if SESSIONS.user_of(message.get("token")) is None:
        return refused("not logged in")
    if kind == "log-out":
        SESSIONS.close(message["token"])
        return {"type": "good-bye"}
    if kind == "say" and isinstance(message.get("text"), str):
        return {"type": "said", "text": message["text"]}
    return refused("not understood: what is that?")


def handle_client(client, host):
    deadline = time.monotonic() + OPTIONS.log_in_ms / 1000
    is_in = False
    rest = b""
    has_ended = False

    def send(message):
        client.sendall((json.dumps(message) + "\n").encode())

    while not has_ended:
        left = OPTIONS.idle_ms / 1000 if is_in else deadline - time.monotonic()
        client.settimeout(max(left, 0.001))
        try:
            chunk = client.recv(65536)
        except socket.timeout:
            send(refused("silent for too long" if is_in else "too slow"))
            return
        has_ended = chunk == b""
        *lines, rest = (rest + chunk).split(b"\n")
        if has_ended and rest:
            lines.append(rest)
        for line in lines:
            client.settimeout(30)
            told = answer(line.decode("utf-8", "replace"), host)
            is_in = is_in or told["type"] in ("welcome", "said")
            send(told)
            if told["type"] == "good-bye":
                return


def serve(client, host):
    try:
        handle_client(client, host)
        client.shutdown(socket.SHUT_WR)
        client.settimeout(3)
        while client.recv(65536):
            pass
    except OSError:
        pass
    finally:
        client.close()


def main():
    listener = socket.create_server((OPTIONS.host, OPTIONS.port), backlog=128)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: os._exit(0))
    host, port = listener.getsockname()[:2]
    print(f"listening on {host}:{port}", flush=True)
    while True:
        client, address = listener.accept()
        threading.Thread(target=serve, args=(client, address[0]), daemon=True).start()


main()
