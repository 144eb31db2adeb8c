"""A program that writes what a stranger sends into the log as it is.

@file server.py
@base python
@caughtBy the log keeps apart what the answer does not
@says else it can forge a field
"""


class Log:
    @staticmethod
    def field(value):
        return str(value)
