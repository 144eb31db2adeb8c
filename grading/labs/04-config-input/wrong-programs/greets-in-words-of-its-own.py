"""A program that greets in words of its own.

@file server.py
@base python
@caughtBy the server greets a client with welcome
@says the greeting
"""


def handle_client(connection, word):
    lines = lines_of(connection)

    def send(line):
        connection.sendall(f"{line}\n".encode())

    if word and not is_admitted(lines, send, word):
        return
    send("Hello!")
    for line in lines:
        if line == "exit":
            send("good-bye")
            return
        send(line)
