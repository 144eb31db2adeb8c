"""A program that says nothing when a client leaves.

@file server.py
@base python
@caughtBy the server says who leaves
@says disconnected
"""


def serve(connection, peer, word):
    say(f"connected {peer}")
    try:
        handle_client(connection, word)
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass
    connection.close()
