"""A program that takes what one read brings for the header.

@file wire.py
@base python
@caughtBy a frame may come in pieces
@says one read is not one frame
"""


class Reader:
    def message(self):
        """The next text; None at the end of the stream."""
        header = self.connection.recv(4)
        if not header:
            return None
        length = int.from_bytes(header, "big")
        if length > self.limit:
            raise Refused(f"a frame announces {length} bytes; the limit is {self.limit}")
        try:
            return self.exactly(length).decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("a message is not UTF-8") from None

