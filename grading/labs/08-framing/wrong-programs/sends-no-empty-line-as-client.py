"""A program that sends no empty line, as a client.

@file client.py
@base python
@caughtBy the client sends and shows any letters, and empty texts
@says An empty text is a message like any other
"""


def send_lines(connection, token):
    try:
        for raw in sys.stdin.buffer:
            text = raw.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")
            if not text:
                continue
            if text == "exit":
                break
            connection.sendall(frame(f"{token} {digits(options.checksum, text)}{text}"))
            say(f"sent {length_of(text)} bytes")
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # the reader says what has happened
