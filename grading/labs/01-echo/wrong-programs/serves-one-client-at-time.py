"""A program that serves one client at a time.

@file server.py
@base python
@caughtBy clients do not wait for each other
@says one client at a time
"""


def main():
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
        serve(connection, peer)
