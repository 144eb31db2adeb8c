"""A program that changes text to upper case.

@file server.py
@base python
@caughtBy every event of a connection is a line in server.log
@says in upper or lower case
"""


class Connections:
    def answer_lines(self, client, connection):
        for line in lines_of(client.recv):
            self.log.write("received", connection=connection, **loggable(line))
            answer = "good-bye" if line == "exit" else "noted" if line.startswith("password ") else line.upper()
            client.sendall(f"{answer}\n".encode())
            self.log.write("sent", connection=connection, bytes=len(answer.encode()))
            if line == "exit":
                return "exit"
        return "end"
