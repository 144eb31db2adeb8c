"""A program that shows full logs in the order of their names.

@file event_log.py
@base python
@caughtBy show log reads over the borders of files
@says as text, server.log.10 comes before server.log.9
"""


class EventLog:
    def full_files(self):
        return sorted(f"{self.path}.{number}" for number in self.numbers())
