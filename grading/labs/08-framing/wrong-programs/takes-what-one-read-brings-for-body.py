"""A program that takes what one read brings for the body.

@file wire.py
@base python
@caughtBy a frame that is not whole is left as it is
@says before all of it was there
"""


class Reader:
    def message(self):
        """The next text; None at the end of the stream."""
        header = self.exactly(4, at_start=True)
        if header is None:
            return None
        length = int.from_bytes(header, "big")
        if length > self.limit:
            raise Refused(f"a frame announces {length} bytes; the limit is {self.limit}")
        try:
            return self.connection.recv(length).decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("a message is not UTF-8") from None

