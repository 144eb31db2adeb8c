"""What the server does not put up with: too many connections, attempts, requests."""
import asyncio
import collections
import ipaddress
import time


def group(host):
    """An address as it is counted; of IPv6 the /64."""
    address = ipaddress.ip_address(host.split("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    if address.version == 4:
        return address
    return ipaddress.ip_network((address, 64), strict=False).network_address if not address.is_loopback else address


class Addresses:
    def __init__(self, options):
        self.options = options
        self.open = collections.Counter()
        self.new = collections.defaultdict(collections.deque)

    def is_free(self, address):
        return address.is_loopback and not self.options.limit_loopback

    def enter(self, address):
        """Why the connection is not taken; None, and it is counted."""
        if self.is_free(address):
            return None
        now, times = time.monotonic(), self.new[address]
        while times and times[0] < now - 600:
            times.popleft()
        if self.open[address] >= self.options.per_address:
            return "too-many-connections"
        if len(times) >= self.options.new_per_address:
            return "too-many-new-connections"
        times.append(now)
        self.open[address] += 1
        return None

    def leave(self, address):
        if not self.is_free(address):
            self.open[address] -= 1


class Throttle:
    """Attempts to log in: some are free, then each one doubles the wait."""

    def __init__(self, options):
        self.options = options
        self.known = {}

    def begin(self, keys):
        """0, and the attempt is counted; or how many milliseconds to wait."""
        now = time.monotonic() * 1000
        wait = max((self.known.get(key, (0, 0))[1] - now for key in keys), default=0)
        if wait > 0:
            return int(wait) + 1
        for key, free in keys.items():
            count = self.known.get(key, (0, 0))[0] + 1
            over = min(count - free, 20)
            delay = 0 if over < 0 else min(self.options.first_delay_ms * 2**over, self.options.max_delay_ms)
            self.known[key] = (count, now + delay)
        return 0

    def forget(self, keys):
        for key in keys:
            self.known.pop(key, None)


class Bucket:
    """Some requests at once, then so many a second."""

    def __init__(self, burst, per_second):
        self.burst, self.per_second = burst, per_second
        self.level, self.time = burst, time.monotonic()

    async def take(self):
        now = time.monotonic()
        self.level = min(self.burst, self.level + (now - self.time) * self.per_second) - 1
        self.time = now
        if self.level < 0:
            await asyncio.sleep(-self.level / self.per_second)


class Gate:
    """Two hashes at a time and eight that wait; any further one is told to come back."""

    def __init__(self):
        self.places = asyncio.Semaphore(2)
        self.count = 0

    @property
    def is_full(self):
        return self.count >= 10

    async def run(self, work, *arguments):
        self.count += 1
        try:
            async with self.places:
                return await asyncio.to_thread(work, *arguments)
        finally:
            self.count -= 1
