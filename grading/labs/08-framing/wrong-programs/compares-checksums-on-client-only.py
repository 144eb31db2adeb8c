"""A program that compares checksums on the client only.

@file server.py
@base python
@caughtBy with --checksum crc32 a damaged text is refused
@says computed and compared
"""


class ClientConnection(threading.Thread):
    def listen(self):
        reader = Reader(self.connection, int(options.max_body_bytes))
        while (message := reader.message()) is not None:
            start = self.token + " "
            if not secrets.compare_digest(message[: len(start)].encode(), start.encode()):
                raise Refused("a message without the token of its session")
            text = message[len(start) + len(digits(options.checksum, '')):]
            self.turn.wait()
            say(f"received {length_of(text)} bytes: {text}")

