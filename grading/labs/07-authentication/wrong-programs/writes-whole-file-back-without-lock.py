"""A program that reads the whole users file and writes it back without a lock.

@file store.py
@base python
@caughtBy users who register at the same time are all kept
@says Two read the whole file, each adds its user
"""


class Store:
    def add(self, name, password):
        """False when the name is taken."""
        record = self.make("scrypt", password)
        with self.lock:
            if key_of(name) in self.users:
                return False
            self.users[key_of(name)] = [name, record]
        with open(self.path, encoding="utf-8", newline="") as file:
            text = file.read()
        with open(self.path, "w", encoding="utf-8", newline="") as file:
            file.write(text + row(name, record))
            file.flush()
            os.fsync(file.fileno())
        return True

