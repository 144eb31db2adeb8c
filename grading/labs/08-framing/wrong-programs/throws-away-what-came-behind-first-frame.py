"""A program that throws away what came behind the first frame.

@file wire.py
@base python
@caughtBy several frames in one chunk are several messages
@says Several frames came in one chunk
"""


class Reader:
    def drop(self):
        self.connection.setblocking(False)
        try:
            while self.connection.recv(65536):
                pass
        except BlockingIOError:
            pass
        finally:
            self.connection.setblocking(True)

    def message(self):
        """The next text; None at the end of the stream."""
        header = self.exactly(4, at_start=True)
        if header is None:
            return None
        length = int.from_bytes(header, "big")
        if length > self.limit:
            raise Refused(f"a frame announces {length} bytes; the limit is {self.limit}")
        try:
            body = self.exactly(length)
            self.drop()
            return body.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("a message is not UTF-8") from None

