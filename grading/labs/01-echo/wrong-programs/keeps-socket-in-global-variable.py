"""A program that keeps the client's socket in a global variable.

@file server.py
@base python
@caughtBy clients do not wait for each other
@says in a variable of the module, which all connections share
"""


def serve(mine, peer):
    say(f"connected {peer}")
    try:
        while chunk := mine.recv(65536):
            say(f"received {len(chunk)} bytes from {peer}")
            connection.sendall(chunk)
            say(f"sent {len(chunk)} bytes to {peer}")
        mine.shutdown(socket.SHUT_WR)
    except OSError:
        pass
    finally:
        mine.close()
        say(f"disconnected {peer}")


def main():
    global connection
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default=os.environ.get("LAB_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("LAB_PORT", "9090")))
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        server = socket.create_server((options.host, options.port))
    except OSError as error:
        sys.exit(f"Cannot listen on {options.host}:{options.port}: {error.strerror}; try another port")
    host, port = server.getsockname()[:2]
    say(f"listening on {host}:{port}")
    while True:
        connection, (host, port) = server.accept()
        peer = f"{host}:{port}"
        threading.Thread(target=serve, args=(connection, peer), daemon=True).start()
