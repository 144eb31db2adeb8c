"""A program that does not catch the end of the input.

@file client.py
@base python
@caughtBy Ctrl-D at a question ends the program
@says EOFError
"""


try:
    main()
except KeyboardInterrupt:
    os._exit(130)
