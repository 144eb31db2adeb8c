"""A program that takes the next message by calling itself.

@file server.py
@base python
@caughtBy thousands of frames in one write are as many messages
@says maximum recursion depth exceeded
"""


class ClientConnection(threading.Thread):
    def listen(self, reader=None):
        reader = reader or Reader(self.connection, int(options.max_body_bytes))
        message = reader.message()
        if message is not None:
            start = self.token + " "
            if not secrets.compare_digest(message[: len(start)].encode(), start.encode()):
                raise Refused("a message without the token of its session")
            text = checked(options.checksum, message[len(start):])
            self.turn.wait()
            say(f"received {length_of(text)} bytes: {text}")
            self.listen(reader)

