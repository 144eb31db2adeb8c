"""A program that writes a user's name into the log as it is.

@file server.py
@base python
@caughtBy a name cannot forge a field of the log
@says it reads like the next field
"""


def log_in(name, password, host):
    account, address = ("account", key_of(name)), ("address", host)
    wait = THROTTLE.begin([account, address])
    if wait > 0:
        return refused("too many attempts", retryAfterMs=int(wait) + 1)
    if not GATE.has_room():
        THROTTLE.take_back(account)
        THROTTLE.take_back(address)
        return refused("busy")
    with GATE:
        user = STORE.check(name, password)
    if user is None:
        return refused("wrong name or password")
    THROTTLE.take_back(account, is_all=True)
    THROTTLE.take_back(address)
    log(f"log-in user={user}")  # in quotation marks, all ASCII
    return {"type": "welcome", "name": user, "token": SESSIONS.open(user)}
