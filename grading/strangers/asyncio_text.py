# one asyncio task for each client, which dies of bytes that are not UTF-8
import asyncio, os, signal
from common import flags, say
async def handle_client(reader, writer):
    peer = "%s:%d" % writer.get_extra_info("peername"); say(f"connected {peer}")
    while chunk := await reader.read(65536): chunk.decode(); writer.write(chunk); await writer.drain()
    writer.close(); say(f"disconnected {peer}")
def come(*streams):  # old versions of Python keep the exception of a connection to themselves
    asyncio.ensure_future(handle_client(*streams)).add_done_callback(lambda task: task.result())
async def main():
    server = await asyncio.start_server(come, flags.host, flags.port)
    say("listening on %s:%d" % server.sockets[0].getsockname()); await server.serve_forever()
asyncio.run(main())
