"""A program that empties the log and writes on at its old place in it.

@file event_log.py
@base python
@caughtBy clear log leaves one line, and the story goes on
@says the program went on writing at its old place
"""


class EventLog:
    def open(self):
        self.file = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
        self.size = os.lseek(self.file, 0, os.SEEK_END)

