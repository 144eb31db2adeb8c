"""A program that counts the lines of all clients together.

@file server.py
@base python
@caughtBy a client in the middle of a line holds up nobody
@says Something of one client showed up at another
"""


def answer_lines(connection):
    number = threading.get_native_id()
    global count
    count = 0
    for line in lines_of(connection):
        count += 1
        text = reply(line.removesuffix(b"\r"))
        connection.sendall(b"[thread %d line %d] %s\n" % (number, count, text))
    connection.shutdown(socket.SHUT_WR)
