"""A program that takes one byte more than the limit.

@file wire.py
@base python
@caughtBy who announces too much is refused at once
@says The limit is 1048576 bytes
"""


class Reader:
    def message(self):
        """The next text; None at the end of the stream."""
        header = self.exactly(4, at_start=True)
        if header is None:
            return None
        length = int.from_bytes(header, "big")
        if length > self.limit + 1:
            raise Refused(f"a frame announces {length} bytes; the limit is {self.limit}")
        try:
            return self.exactly(length).decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("a message is not UTF-8") from None

