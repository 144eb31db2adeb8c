"""A program that looks at the beginning of a host only.

@file settings.py
@base python
@caughtBy the server refuses what is no host
@says should refuse --host 127.0.0.1.5 in one line…only begins with an address
"""


def read_host(text):
    inner = re.fullmatch(r"\[(.*)\]", text)
    try:
        address = ipaddress.ip_address(inner[1] if inner else ".".join(text.split(".")[:4]))
        if inner is None or address.version == 6:
            return str(address)
    except ValueError:
        pass
    label = "[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?"
    if not re.fullmatch(rf"{label}(\.{label})*", text) or text.split(".")[-1].isdigit():
        raise ValueError("a host is an address or a name")
    return text
