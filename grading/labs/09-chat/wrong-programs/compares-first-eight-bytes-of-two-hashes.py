"""A program that compares the first eight bytes of two hashes.

@file users.py
@base python
@caughtBy each letter of a password counts, and each byte of its hash
@says compare all 32 bytes
"""


def fits(password, record, ln):
    """Without a record the work is the same, and nothing fits."""
    match = RECORD.fullmatch(record or "")
    if match is None or int(match[1]) > 20:
        scrypt(password, bytes(16), ln)
        return False
    hashed = scrypt(password, in_bytes(match[2]), int(match[1]))
    return hmac.compare_digest(hashed[:8], in_bytes(match[3])[:8])
