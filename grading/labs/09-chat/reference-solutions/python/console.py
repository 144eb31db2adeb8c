"""What the operator types, and what is answered."""
import os
import re
import sys

from users import key_of, open_users

HELP = ("who, kick NAME, say TEXT, stop, start, database NAME.db, database clients.csv, show log [n], "
        "clear log, clear file, clear history, search TEXT, export FILE, help, exit")


def printable(text):
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text.replace("\n", "\\n"))


def say(text):
    print(printable(text), flush=True)


class Console:
    """What the operator types."""

    def __init__(self, server):
        self.server = server
        self.commands = {
            "who": self.who, "kick": self.kick, "say": self.say, "stop": self.stop, "start": self.start,
            "database": self.database, "show": self.show, "clear": self.clear, "search": self.search,
            "export": self.export, "help": lambda _: say(HELP), "exit": lambda _: server.end.set(),
        }

    def hear(self, line):
        word, _, rest = line.strip().partition(" ")
        if not word:
            return
        try:
            self.commands.get(word, self.unknown)(rest.strip())
        except (OSError, ValueError) as error:
            say(f"Cannot do that: {error}; type help")

    def unknown(self, _):
        say("no such command; " + HELP)

    def who(self, _):
        say(", ".join(self.server.names()) or "nobody is here")

    def kick(self, name):
        connections = list(self.server.members.get(key_of(name), []))
        if not connections:
            return say(f"{name} is not here")
        self.server.sessions.close_all(name)
        for connection in connections:
            connection.end("the operator has ended it", again=False)
        say(f"kicked {name}")

    def say(self, text):
        self.server.broadcast({"type": "notice", "text": text})

    def stop(self, _):
        self.server.is_stopped = True
        self.say("the server takes no new members now")
        say("stopped taking log-ins; start goes on")

    def start(self, _):
        self.server.is_stopped = False
        self.say("the server takes members again")
        say("taking log-ins again")

    def database(self, name):
        self.server.users = open_users(self.server.options.data, name)
        self.end_everybody("the users are others now; log in again")
        say(f"users are in {name}")

    def end_everybody(self, reason):
        """A name may belong to somebody else now."""
        self.server.sessions.close_all()
        for connections in list(self.server.members.values()):
            for connection in list(connections):
                connection.end(reason, again=False)

    def show(self, rest):
        words = rest.split()
        if not words or words[0] != "log":
            return self.unknown(rest)
        for line in self.server.log.newest(int(words[1]) if len(words) > 1 else 20):
            say(line)

    def clear(self, what):
        if what == "log":
            self.server.log.clear()
        elif what == "file":
            self.server.users.clear()
            self.end_everybody("all users are deleted; register again")
        elif what == "history":
            self.server.history.clear()
        else:
            return self.unknown(what)
        say(f"cleared {what}")

    def search(self, text):
        for event in self.server.history.search(text)[:-1]:
            say(f"{event['number']} {event['from']}: {event['text']}")

    def export(self, rest):
        if not re.fullmatch(r"[\w-][\w.-]*\.(csv|txt)", rest):
            raise ValueError("a file is called NAME.txt or NAME.csv, and lies in the data folder")
        with open(os.path.join(self.server.options.data, rest), "w", encoding="utf-8") as file:
            for each in self.server.history.messages:
                file.write(f"{each['time']} {each['from']}: {printable(each['text'])}\n")
        say(f"exported {len(self.server.history.messages)} messages")


def read_console(loop, hear):
    for raw in sys.stdin.buffer:
        loop.call_soon_threadsafe(hear, raw.decode("utf-8", "replace"))
