"""A program that brings texts into the form NFC.

@file wire.py
@base python
@caughtBy the length that is shown counts bytes
@says no other form of Unicode
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
            return unicodedata.normalize("NFC", self.exactly(length).decode("utf-8"))
        except UnicodeDecodeError:
            raise Refused("a message is not UTF-8") from None
