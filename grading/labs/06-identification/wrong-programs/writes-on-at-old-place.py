"""A program that empties its file and writes on at its old place.

@file server.py
@base python
@caughtBy whoever was cleared is asked again
@says the program writes on at its old place in it
"""


class Names:
    def __init__(self, folder):
        self.path = os.path.join(folder, "names.csv")
        self.known = {}
        self.load()
        self.file = open(self.path, "r+b", buffering=0)
        self.file.seek(0, os.SEEK_END)

    def clear(self):
        self.known.clear()
        os.truncate(self.path, len(HEADER) + 1)
