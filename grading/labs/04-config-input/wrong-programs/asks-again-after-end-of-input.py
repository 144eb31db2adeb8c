"""A program that asks again without end when the input has ended.

@file settings.py
@base python
@caughtBy Ctrl-D at a question ends the program
@says should have ended after Ctrl-D…asks again without end
"""


import time


def ask(name, read, usual, hidden):
    while True:
        prompt = f"{name} [{usual}]: " if usual else f"{name}: "
        try:
            answer = (getpass.getpass(prompt) if hidden else input(prompt)) or usual
        except EOFError:
            time.sleep(0.1)
            continue
        try:
            return read(answer)
        except ValueError as reason:
            print(reason, file=sys.stderr)
