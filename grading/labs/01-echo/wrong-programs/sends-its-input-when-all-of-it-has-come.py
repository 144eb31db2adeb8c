"""A program that sends its input when all of it has come.

@file client.py
@base python
@caughtBy the client sends its input byte for byte
@says sent nothing while its input was still open
"""


def send_input(connection):
    try:
        connection.sendall(sys.stdin.buffer.read())
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass
