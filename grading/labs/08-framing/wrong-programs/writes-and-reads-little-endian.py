"""A program that writes and reads the lowest byte of the length first.

@file wire.py
@base python
@caughtBy the first frame carries the token
@says lowest byte first
"""


class Reader:
    def message(self):
        """The next text; None at the end of the stream."""
        header = self.exactly(4, at_start=True)
        if header is None:
            return None
        length = int.from_bytes(header, "little")
        if length > self.limit:
            raise Refused(f"a frame announces {length} bytes; the limit is {self.limit}")
        try:
            return self.exactly(length).decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("a message is not UTF-8") from None



def frame(text):
    body = text.encode("utf-8")
    return len(body).to_bytes(4, "little") + body
