"""A program that loses the line ends of its input.

@file client.py
@base python
@caughtBy the pair works together
@says The client lost the line end of its input
"""


def send_input(connection):
    try:
        while chunk := os.read(0, 65536):
            connection.sendall(chunk.replace(b"\n", b""))
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass
