"""A program that makes room for a body that was only announced.

@file wire.py
@base python
@caughtBy memory is taken for what has come
@says only announced
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
            body = bytearray(length)
            view = memoryview(body)
            done = 0
            while done < length:
                count = self.connection.recv_into(view[done:])
                if count == 0:
                    raise Refused("the stream ended inside a frame")
                done += count
            return body.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("a message is not UTF-8") from None

