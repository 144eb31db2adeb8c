"""A program that does not name its thread.

@file server.py
@base python
"""


def handle_client(connection, peer, places):
    say(f"connected {peer}")
    try:
        answer_lines(connection)
    except OSError:
        pass
    finally:
        connection.close()
        places.release()
        say(f"disconnected {peer}")
