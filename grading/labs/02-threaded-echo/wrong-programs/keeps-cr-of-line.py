"""A program that keeps the CR of a line.

@file server.py
@base python
@caughtBy the CR of a line's end is dropped, also when it is cut off
@says look for the CR when the line is whole
"""


def answer_lines(connection):
    number = threading.get_native_id()
    for count, line in enumerate(lines_of(connection), 1):
        text = reply(line)
        connection.sendall(b"[thread %d line %d] %s\n" % (number, count, text))
    connection.shutdown(socket.SHUT_WR)
