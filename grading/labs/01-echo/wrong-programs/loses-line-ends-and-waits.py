"""A program that loses the line ends of its input, and waits for each answer.

@file client.py
@base python
@caughtBy the client sends its input byte for byte
@says The line end (LF, 0a) is missing
"""


def send_input(connection):
    try:
        while True:
            connection.sendall(input().encode())
            print(connection.recv(1024).decode())
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default=os.environ.get("LAB_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("LAB_PORT", "9090")))
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _signal, _frame: os._exit(0))
    address = f"{options.host}:{options.port}"
    try:
        connection = socket.create_connection((options.host, options.port))
    except OSError as error:
        sys.exit(f"Cannot connect to {address}: {error.strerror}; is the server running?")
    print(f"connected to {address}", file=sys.stderr, flush=True)
    send_input(connection)
    while chunk := connection.recv(65536):
        sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    print("disconnected", file=sys.stderr, flush=True)
    os._exit(0)
