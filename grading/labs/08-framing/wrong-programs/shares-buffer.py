"""A program that keeps the bytes of all clients in one buffer.

@file wire.py
@base python
@caughtBy two clients that send at the same time are kept apart
@says Something of one client showed up at another
"""


kept = bytearray()


class Reader:
    def exactly(self, count, at_start=False):
        while len(kept) < count:
            chunk = self.connection.recv(65536)
            if not chunk:
                if at_start and not kept:
                    return None
                raise Refused("the stream ended inside a frame")
            kept.extend(chunk)
        data = bytes(kept[:count])
        del kept[:count]
        return data

