"""A program that tells the room first and writes the row afterwards.

@file history.py
@base python
@caughtBy nobody hears of a message that the disk does not take
@says told the room first and wrote the row afterwards
"""


class History:
    async def add(self, name, id, text):
        """The message, once its row is on disk. One at a time."""
        message = {"number": self.highest + 1, "time": now(), "from": name, "id": id, "text": text}
        asyncio.get_running_loop().run_in_executor(None, self.append, self.row_of(message))
        self.highest = message["number"]
        self.messages.append(message)
        self.seen.put(name, id, message["number"])
        return self.told("message", message)

