"""A program that compares the first eight bytes of two hashes.

@file store.py
@base python
@caughtBy the whole hash is compared
@says compare all 32 bytes
"""


class Store:
    def check(self, name, password):
        """The user's name as registered, or None."""
        with self.lock:
            user = self.users.get(key_of(name))
        is_old, ln, salt, digest = read_record(user[1] if user else "") or self.nobody
        typed = unicodedata.normalize("NFC", password)
        text = hashlib.md5(typed.encode()).hexdigest() if is_old else typed
        fits = hmac.compare_digest(scrypt(text, salt, ln)[:8], digest[:8])
        if user is None or not fits:
            return None
        if is_old:
            user[1] = self.make("scrypt", password)
            with self.lock:
                self.rewrite()
        return user[0]

