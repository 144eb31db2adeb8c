"""Another right server for lab 08: a thread for each client, one for the operator."""
import datetime
import os
import secrets
import signal
import socket
import sys
import threading

from wire import LIMIT, Reader, Refused, checked, digits, frame, length_of, printable, settings

options = settings("server", {"host": "127.0.0.1", "port": "9090", "data": "data",
                              "max-body-bytes": str(LIMIT), "checksum": "none"})
WAIT = "please wait: the operator is talking to somebody else"
YOUR_TURN = "thank you for waiting: the operator is talking to you now"

lock = threading.RLock()
line = []          # the first one has its turn
connections = set()
stopping = threading.Event()
os.makedirs(options.data, exist_ok=True)
log_file = open(os.path.join(options.data, "server.log"), "a", encoding="utf-8")


def say(text):
    with lock:
        sys.stdout.write(printable(text) + "\n")
        sys.stdout.flush()


def log(level, event, **fields):
    time = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
    told = "".join(f" {name}={value}" for name, value in fields.items())
    with lock:
        log_file.write(f"{time}Z {level} {event}{told}\n")
        log_file.flush()


class ClientConnection(threading.Thread):
    def __init__(self, connection, address, number):
        super().__init__(daemon=True)
        self.connection = connection
        self.address = f"{address[0]}:{address[1]}"
        self.number = number
        self.token = secrets.token_urlsafe(32)
        self.turn = threading.Event()

    def send(self, text):
        self.connection.sendall(frame(digits(options.checksum, text) + text))

    def end(self):
        try:
            self.connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def run(self):
        log("info", "connected", connection=self.number, peer=self.address)
        told, level, why = f"left {self.address}", "info", '"end of stream"'
        try:
            self.enter()
            self.listen()
            self.end()
        except Refused as reason:
            told, level, why = f"refused {self.address}: {reason}", "warn", "protocol"
        except OSError:
            told, level, why = f"lost {self.address}", "warn", "lost"
        with lock:
            say(told)
            log(level, "disconnected", connection=self.number, why=why)
            self.leave()
        self.connection.close()

    def enter(self):
        with lock:
            self.connection.sendall(frame("token " + self.token))
            line.append(self)
            if line[0] is self:
                return self.begin()
            say(f"waiting {self.address}")
            self.send(WAIT)

    def begin(self):
        say(f"talking to {self.address}")
        self.turn.set()

    def leave(self):
        connections.discard(self)
        had_turn = bool(line) and line[0] is self
        if self in line:
            line.remove(self)
        if had_turn and line and not stopping.is_set():
            line[0].begin()
            try:
                line[0].send(YOUR_TURN)
            except OSError:
                pass  # its own thread will notice

    def listen(self):
        reader = Reader(self.connection, int(options.max_body_bytes))
        while (message := reader.message()) is not None:
            start = self.token + " "
            if not secrets.compare_digest(message[: len(start)].encode(), start.encode()):
                raise Refused("a message without the token of its session")
            text = checked(options.checksum, message[len(start):])
            self.turn.wait()
            say(f"received {length_of(text)} bytes: {text}")


def reply(text):
    with lock:
        client = line[0] if line else None
    if client is None:
        return say("nobody is here: not sent")
    try:
        client.send(text)
        say(f"sent {length_of(text)} bytes")
    except OSError:
        pass  # its own thread says so


def operator():
    for raw in sys.stdin.buffer:
        typed = raw.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")
        if typed.strip() == "exit":
            stopping.set()
        elif typed.strip() == "next":
            with lock:
                client = line[0] if line else None
            if client is not None:
                client.end()
        elif typed == "say" or typed.startswith("say "):
            reply(typed[4:])
        else:
            reply(typed)


def accept(listener):
    number = 0
    while True:
        try:
            connection, address = listener.accept()
        except OSError:
            return
        number += 1
        client = ClientConnection(connection, address, number)
        connections.add(client)
        client.start()


def main():
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    listener = socket.create_server((options.host, int(options.port)), backlog=128)
    threading.Thread(target=accept, args=(listener,), daemon=True).start()
    host, port = listener.getsockname()[:2]
    say(f"listening on {host}:{port}")
    threading.Thread(target=operator, daemon=True).start()
    stopping.wait()
    listener.close()
    for client in list(connections):
        client.end()
    for client in list(connections):
        client.join(2)
    say("stopped")
    log("info", "stopped")
    os._exit(0)  # the operator's thread waits in a read that nothing ends


main()
