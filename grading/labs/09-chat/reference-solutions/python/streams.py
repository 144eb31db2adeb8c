"""A connection's bytes: as they are, or through TLS 1.3 whose two directions end on their own."""
import asyncio
import ssl


class Stream:
    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    async def read(self):
        return await self.reader.read(65536)

    def write(self, data):
        if not self.writer.is_closing():
            self.writer.write(data)

    def finish(self):
        """Our FIN, behind all that was written."""
        if not self.writer.is_closing():
            self.writer.write_eof()

    async def linger(self, seconds):
        """Waits for the other's FIN, so that our last words arrive; then the connection is gone."""
        try:
            async with asyncio.timeout(seconds):
                while await self.reader.read(65536):
                    pass
        except (OSError, TimeoutError):
            pass
        self.writer.transport.abort()


class TlsStream(Stream):
    """asyncio's own TLS stops writing as soon as the other side has ended; the CLOSE would be lost."""

    def __init__(self, reader, writer, context, is_server):
        super().__init__(reader, writer)
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing, server_side=is_server)

    async def handshake(self):
        while True:
            try:
                self.tls.do_handshake()
                return
            except ssl.SSLWantReadError:
                pass
            finally:
                self.flush()
            await self.feed()

    def flush(self):
        if self.outgoing.pending:
            super().write(self.outgoing.read())

    async def feed(self):
        data = await self.reader.read(65536)
        if data:
            self.incoming.write(data)
        else:
            self.incoming.write_eof()

    async def read(self):
        while True:
            try:
                return self.tls.read(65536)
            except ssl.SSLWantReadError:
                await self.feed()
            except (ssl.SSLEOFError, ssl.SSLZeroReturnError):
                return b""
            finally:
                self.flush()

    def write(self, data):
        self.tls.write(data)
        self.flush()

    def finish(self):
        try:
            self.tls.unwrap()
        except ssl.SSLError:
            pass  # the other's close_notify is not here yet: ours is written all the same
        self.flush()
        super().finish()


def tls_context(is_server, identity=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if is_server else ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    if is_server:
        context.load_cert_chain(identity.certificate_path, identity.key_path)
    else:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE  # the fingerprint decides
    return context
