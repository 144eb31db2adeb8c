"""A program that answers once, then closes.

@file server.py
@base python
@caughtBy the server sends back what it gets, at once
@says answered once, then closed the connection
"""


def serve(connection, peer):
    say(f"connected {peer}")
    try:
        if chunk := connection.recv(65536):
            say(f"received {len(chunk)} bytes from {peer}")
            connection.sendall(chunk)
            say(f"sent {len(chunk)} bytes to {peer}")
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass
    finally:
        connection.close()
        say(f"disconnected {peer}")
