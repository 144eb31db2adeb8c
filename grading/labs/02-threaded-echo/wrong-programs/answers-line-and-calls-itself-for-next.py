"""A program that answers a line and calls itself for the next.

@file server.py
@base python
@caughtBy 60,000 lines in one write are all answered
@says RecursionError: maximum recursion depth exceeded
"""


def answer_lines(connection):
    number = threading.get_native_id()
    lines = lines_of(connection)

    def answer(count):
        line = next(lines, None)
        if line is None:
            return
        text = reply(line.removesuffix(b"\r"))
        connection.sendall(b"[thread %d line %d] %s\n" % (number, count, text))
        answer(count + 1)

    answer(1)
    connection.shutdown(socket.SHUT_WR)
