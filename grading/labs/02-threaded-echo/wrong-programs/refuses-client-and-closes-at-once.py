"""A program that refuses a client and closes at once.

@file server.py
@base python
@caughtBy a refused client that is sending gets the line and a clean end
@says The server closed the socket while the client's bytes lay in it unread
"""


def refuse(connection):
    # Closed with unread bytes in it, a socket resets the connection: read until the client leaves, or for a moment.
    try:
        connection.sendall(b"server full\n")
        connection.shutdown(socket.SHUT_WR)
        end = time.monotonic()
        while (left := end - time.monotonic()) > 0:
            connection.settimeout(left)
            if not connection.recv(65536):
                break
    except OSError:
        pass
    connection.close()
