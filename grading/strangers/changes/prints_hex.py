"""A program that prints each chunk in hex.

@file server.py
@base python
"""


def serve(connection, peer):
    say(f"connected {peer}")
    try:
        while chunk := connection.recv(65536):
            say(f"received {len(chunk)} bytes from {peer}")
            say(chunk.hex())
            connection.sendall(chunk)
            say(f"sent {len(chunk)} bytes to {peer}")
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass
    finally:
        connection.close()
        say(f"disconnected {peer}")
