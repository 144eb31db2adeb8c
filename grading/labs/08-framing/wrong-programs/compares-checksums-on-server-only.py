"""A program that compares checksums on the server only.

@file client.py
@base python
@caughtBy the client compares checksums too
@says computed and compared
"""


def run_client(connection):
    reader = Reader(connection, LIMIT)
    first = reader.message() or ""
    kind, _, token = first.partition(" ")
    if kind != "token" or len(token) != 43:
        raise Refused("the server did not begin with a token")
    threading.Thread(target=send_lines, args=(connection, token), daemon=True).start()
    while (message := reader.message()) is not None:
        text = message[len(digits(options.checksum, '')):]
        say(f"received {length_of(text)} bytes")
        sys.stdout.write(printable(text) + "\n")
        sys.stdout.flush()
