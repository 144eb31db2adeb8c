"""A program that keeps the unfinished line of all clients in one variable.

@file server.py
@base python
@caughtBy clients that speak at the same time are kept apart
@says in a variable of the module, which all connections share
"""


rest = b""


def handle_client(client, host):
    global rest
    deadline = time.monotonic() + OPTIONS.log_in_ms / 1000
    is_in = False
    has_ended = False

    def send(message):
        client.sendall((json.dumps(message) + "\n").encode())

    while not has_ended:
        left = OPTIONS.idle_ms / 1000 if is_in else deadline - time.monotonic()
        client.settimeout(max(left, 0.001))
        try:
            chunk = client.recv(65536)
        except socket.timeout:
            send(refused("silent for too long" if is_in else "too slow"))
            return
        has_ended = chunk == b""
        *lines, rest = (rest + chunk).split(b"\n")
        if has_ended and rest:
            lines.append(rest)
        for line in lines:
            client.settimeout(30)
            told = answer(line.decode("utf-8", "replace"), host)
            is_in = is_in or told["type"] in ("welcome", "said")
            send(told)
            if told["type"] == "good-bye":
                return
