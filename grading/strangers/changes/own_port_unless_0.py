"""A program that listens on a port of its own unless it may choose.

@file server.py
@base python
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default=os.environ.get("LAB_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("LAB_PORT", "9090")))
    parser.add_argument("--threads", type=int, default=int(os.environ.get("LAB_THREADS", "64")))
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        server = socket.create_server((options.host, 19097 if options.port else 0))
    except OSError as error:
        sys.exit(f"Cannot listen on {options.host}:{options.port}: {error.strerror}; try another port")
    host, port = server.getsockname()[:2]
    say(f"listening on {host}:{port}")
    places = threading.BoundedSemaphore(options.threads)
    while True:
        connection, (host, port) = server.accept()
        peer = f"{host}:{port}"
        if places.acquire(blocking=False):
            threading.Thread(target=handle_client, args=(connection, peer, places), daemon=True).start()
        else:
            say(f"refused {peer}: server full")
            threading.Thread(target=refuse, args=(connection,), daemon=True).start()
