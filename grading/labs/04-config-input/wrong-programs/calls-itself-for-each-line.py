"""A program that calls itself for each line.

@file server.py
@base python
@caughtBy 20,000 lines in one write all come back
@says RecursionError: maximum recursion depth exceeded
"""


def handle_client(connection, word):
    lines = lines_of(connection)

    def send(line):
        connection.sendall(f"{line}\n".encode())

    if word and not is_admitted(lines, send, word):
        return
    send("welcome")
    echo(lines, send)


def echo(lines, send):
    line = next(lines, None)
    if line is None:
        return
    if line == "exit":
        send("good-bye")
        return
    send(line)
    echo(lines, send)
