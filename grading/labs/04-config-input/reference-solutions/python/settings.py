"""Settings in Python: argparse, the environment, input() and getpass()."""
import argparse
import getpass
import ipaddress
import json
import os
import re
import sys


def read_port(lowest):
    def read(text):
        if not re.fullmatch("[0-9]+", text) or not lowest <= int(text) <= 65535:
            raise ValueError(f"a port is a number from {lowest} to 65535")
        return int(text)

    return read


def read_host(text):
    inner = re.fullmatch(r"\[(.*)\]", text)
    try:
        address = ipaddress.ip_address(inner[1] if inner else text)
        if inner is None or address.version == 6:
            return str(address)
    except ValueError:
        pass
    label = "[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?"
    if not re.fullmatch(rf"{label}(\.{label})*", text) or text.split(".")[-1].isdigit():
        raise ValueError("a host is an address or a name")
    return text


def read_word(text):
    if any(letter < " " for letter in text):
        raise ValueError("no control characters, please")
    return text


def die(message):
    print(message, file=sys.stderr, flush=True)
    os._exit(1)


def ask(name, read, usual, hidden):
    while True:
        prompt = f"{name} [{usual}]: " if usual else f"{name}: "
        answer = (getpass.getpass(prompt) if hidden else input(prompt)) or usual
        try:
            return read(answer)
        except ValueError as reason:
            print(reason, file=sys.stderr)


def settle(wishes):
    """wishes: (name, read, usual, asked, hidden) for each setting. Returns the values in this order."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--data")
    for name, *_ in wishes:
        parser.add_argument("--" + name.replace(" ", "-"))
    flags = vars(parser.parse_args())
    values = []
    for name, read, usual, asked, hidden in wishes:
        key = name.replace(" ", "_")
        text = flags[key]
        if text is None:
            text = os.environ.get("LAB_" + key.upper()) or None
        if text is None and asked and sys.stdin.isatty():
            values.append(ask(name, read, usual, hidden))
            continue
        text = usual if text is None else text
        try:
            values.append(read(text))
        except ValueError as reason:
            given = "this" if hidden else json.dumps(text, ensure_ascii=False)
            die(f"Cannot use {given} as the {name}: {reason}")
    return values


def shown(host, port):
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
