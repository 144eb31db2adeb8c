"""A program that empties the history and writes on at its old place.

@file history.py
@base python
@caughtBy clear history empties it, and the numbers go on
@says the program writes on at its old place in it
"""


class History:
    def rewrite(self, rows):
        with open(self.path + ".tmp", "wb") as file:
            file.write(row(HEADER) + b"".join(self.row_of(each) for each in rows))
            file.flush()
            os.fsync(file.fileno())
        os.replace(self.path + ".tmp", self.path)
        self.file = open(self.path, "r+b", buffering=0)
        self.file.seek(0, os.SEEK_END)

    def clear(self):
        """One row without a user stays: the numbers go on behind it."""
        self.messages = []
        os.truncate(self.path, 0)
        cleared = {"number": self.highest, "time": now(), "from": "", "id": "", "text": "cleared"}
        self.append(row(HEADER) + self.row_of(cleared))
