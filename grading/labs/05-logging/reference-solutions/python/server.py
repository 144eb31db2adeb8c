"""The server of lab 05: a thread for each client, the console in the main thread."""
import argparse
import os
import signal
import socket
import sys
import threading

from event_log import EventLog, harmless, lines_of, loggable

COMMANDS = ["show log", "clear log", "help", "exit"]


class Stop(Exception):
    """Somebody has asked the server to stop."""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default=os.environ.get("LAB_HOST") or "127.0.0.1")
    parser.add_argument("--port", type=int, default=os.environ.get("LAB_PORT") or "9090")
    parser.add_argument("--data", default=os.environ.get("LAB_DATA") or "data")
    parser.add_argument("--max-log-bytes", type=int, default=10_000_000)
    options = parser.parse_args()
    try:
        log = EventLog(options.data, "server.log", options.max_log_bytes)
    except OSError as error:
        sys.exit(f"Cannot open server.log in {options.data}: {error.strerror}; choose another --data")
    log.write("starting")
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((options.host, options.port))
        listener.listen()
    except OSError as error:
        log.write("failed", level="error", reason=f"cannot listen: {error.strerror}")
        sys.exit(f"Cannot listen on {options.host}:{options.port}: {error.strerror}")
    serve(listener, log)


def stopper(name):
    def stop(_number, _frame):
        raise Stop(name)

    return stop


def serve(listener, log):
    connections = Connections(log)
    host, port = listener.getsockname()
    threading.Thread(target=connections.accept_all, args=(listener,), daemon=True).start()
    try:
        for name in ("SIGINT", "SIGTERM"):
            signal.signal(getattr(signal, name), stopper(name))
        log.write("listening", address=f"{host}:{port}")
        print(f"listening on {host}:{port}", flush=True)
        operate(log)
        while True:
            signal.pause()
    except Stop as reason:
        log.write("stopping", why=reason)
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    connections.stop()
    log.write("stopped")
    print("stopped", flush=True)
    os._exit(0)


class Connections:
    def __init__(self, log):
        self.log = log
        self.open = {}
        self.count = 0
        self.is_stopping = False

    def accept_all(self, listener):
        while True:
            try:
                client, address = listener.accept()
            except OSError:
                return
            self.count += 1
            thread = threading.Thread(target=self.handle_client, args=(client, address, self.count), daemon=True)
            self.open[thread] = client
            thread.start()

    def handle_client(self, client, address, connection):
        self.log.write("connected", connection=connection, peer=f"{address[0]}:{address[1]}")
        level = "info"
        try:
            why = self.answer_lines(client, connection)
            if not self.is_stopping:
                client.shutdown(socket.SHUT_WR)
            while client.recv(65536):
                pass
        except OSError:
            why, level = "reset", "warn"
        if self.is_stopping and why == "end":
            why = "stop"
        self.log.write("disconnected", level=level, connection=connection, why=why)
        client.close()
        self.open.pop(threading.current_thread(), None)

    def answer_lines(self, client, connection):
        for line in lines_of(client.recv):
            self.log.write("received", connection=connection, **loggable(line))
            answer = "good-bye" if line == "exit" else "noted" if line.startswith("password ") else line
            client.sendall(f"{answer}\n".encode())
            self.log.write("sent", connection=connection, bytes=len(answer.encode()))
            if line == "exit":
                return "exit"
        return "end"

    def stop(self):
        self.is_stopping = True
        for thread, client in list(self.open.items()):
            try:
                client.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            thread.join(3)


def operate(log):
    """Takes commands until the input ends."""
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if not is_terminal:
        for line in lines_of(lambda size: os.read(0, size)):
            run_command(line, log, is_terminal)
        return
    import readline

    readline.set_completer_delims("")
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")
    while True:
        try:
            line = input("> ")
        except EOFError:
            return
        run_command(line, log, is_terminal)


def complete(start, state):
    return ([name for name in COMMANDS if name.startswith(start)] + [None])[state]


def run_command(line, log, is_terminal):
    words = line.split()
    if words[:2] == ["show", "log"] and len(words) <= 3:
        show_log(words[2] if len(words) == 3 else "20", line, log)
    elif words == ["clear", "log"]:
        clear_log(log, is_terminal)
    elif words == ["help"]:
        print("show log [n]\nclear log\nhelp\nexit", flush=True)
    elif words == ["exit"]:
        raise Stop("exit")
    elif words:
        print(f"Unknown command {harmless(line)}; known are: {', '.join(COMMANDS)}", flush=True)


def show_log(count, line, log):
    if not (count.isascii() and count.isdigit() and int(count) > 0):
        print(f"Cannot do {harmless(line)}: n is a whole number from 1 on", flush=True)
        return
    for shown in log.lines()[-int(count) :]:
        print(harmless(shown), flush=True)


def clear_log(log, is_terminal):
    if not is_terminal:
        log.clear()
    elif input("Clear the log? (y/n) ") == "y":
        log.clear()
        print("\x1b[H\x1b[2J", end="", flush=True)


main()
