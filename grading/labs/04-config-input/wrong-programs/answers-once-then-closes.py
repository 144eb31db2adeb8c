"""A program that answers once, then closes the connection.

@file server.py
@base python
@caughtBy the server says where it listens, and sends lines back
@says closed the connection before all was answered
"""


def handle_client(connection, word):
    lines = lines_of(connection)

    def send(line):
        connection.sendall(f"{line}\n".encode())

    if word and not is_admitted(lines, send, word):
        return
    send("welcome")
    send(next(lines, "exit"))
