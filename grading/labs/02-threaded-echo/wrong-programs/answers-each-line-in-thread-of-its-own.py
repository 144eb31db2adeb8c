"""A program that answers each line in a thread of its own.

@file server.py
@base python
@caughtBy each line is answered with the thread's and the line's number
@says The thread is chosen for a connection, not for each line
"""


def answer_lines(connection):
    number = threading.get_native_id()
    for count, line in enumerate(lines_of(connection), 1):
        text = reply(line.removesuffix(b"\r"))
        def answer():
            number = threading.get_native_id()
            connection.sendall(b"[thread %d line %d] %s\n" % (number, count, text))
        one = threading.Thread(target=answer)
        one.start()
        one.join()
    connection.shutdown(socket.SHUT_WR)
