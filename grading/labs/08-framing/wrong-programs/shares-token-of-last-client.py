"""A program that keeps the token of the last client in a variable that all share.

@file server.py
@base python
@caughtBy two clients that send at the same time are kept apart
@says Something of one client showed up at another
"""


current = {}


class ClientConnection(threading.Thread):
    def __init__(self, connection, address, number):
        super().__init__(daemon=True)
        self.connection = connection
        self.address = f"{address[0]}:{address[1]}"
        self.number = number
        self.token = current["token"] = secrets.token_urlsafe(32)
        self.turn = threading.Event()

    def listen(self):
        reader = Reader(self.connection, int(options.max_body_bytes))
        while (message := reader.message()) is not None:
            start = current["token"] + " "
            if not secrets.compare_digest(message[: len(start)].encode(), start.encode()):
                raise Refused("a message without the token of its session")
            text = checked(options.checksum, message[len(start):])
            self.turn.wait()
            say(f"received {length_of(text)} bytes: {text}")

