"""Another right client for lab 07. Python 3 standard library only."""
import argparse
import getpass
import json
import os
import select
import socket
import sys


def given():
    parser = argparse.ArgumentParser()
    usual = {"host": "127.0.0.1", "port": "9090", "action": "log-in", "name": "", "password": ""}
    for name, fallback in usual.items():
        parser.add_argument("--" + name, default=os.environ.get("LAB_" + name.upper()) or fallback)
    return parser.parse_args()


def die(message):
    print(message, file=sys.stderr, flush=True)
    sys.exit(1)


def escaped(text):
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text)


class Server:
    def __init__(self, host, port):
        self.socket = socket.create_connection((host, int(port)))
        self.rest = b""

    def next(self):
        while b"\n" not in self.rest:
            chunk = self.socket.recv(65536)
            if chunk == b"":
                die("the server has left")
            self.rest += chunk
        line, self.rest = self.rest.split(b"\n", 1)
        return json.loads(line)

    def ask(self, **message):
        self.socket.sendall((json.dumps(message) + "\n").encode())
        return self.next()


def expect(answer, kind):
    if answer["type"] != kind:
        die(f"the server says: {escaped(str(answer.get('reason', answer['type'])))}")
    return answer


def enter(server, options, is_terminal):
    name, password = options.name, options.password
    if options.action == "register":
        expect(server.ask(type="register", name=name, password=password), "registered")
    while True:
        answer = server.ask(type="log-in", name=name, password=password)
        if answer.get("reason") != "wrong name or password" or not is_terminal:
            return expect(answer, "welcome")["token"]
        print(answer["reason"], file=sys.stderr, flush=True)
        password = getpass.getpass("password: ", sys.stderr)


def lines(server):
    """What is typed, line by line; in between the server may leave."""
    rest = b""
    while True:
        ready, _, _ = select.select([sys.stdin.buffer.raw, server.socket], [], [])
        if server.socket in ready:
            expect(server.next(), "said")
            continue
        chunk = os.read(sys.stdin.fileno(), 65536)
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
        if chunk == b"":
            if rest:
                yield rest
            return


def main():
    options = given()
    is_terminal = sys.stdin.isatty()
    if options.name == "":
        if not is_terminal:
            die("no name was given: set LAB_NAME")
        print("name: ", end="", file=sys.stderr, flush=True)
        options.name = sys.stdin.readline().strip()
    if options.password == "":
        if not is_terminal:
            die("no password was given: set LAB_PASSWORD")
        options.password = getpass.getpass("password: ", sys.stderr)
    server = Server(options.host, options.port)
    token = enter(server, options, is_terminal)
    print("logged in", file=sys.stderr, flush=True)
    for line in lines(server):
        text = line.decode("utf-8", "replace")
        if text == "exit":
            break
        answer = expect(server.ask(type="say", token=token, text=text), "said")
        print(escaped(answer["text"]), flush=True)
    expect(server.ask(type="log-out", token=token), "good-bye")


main()
