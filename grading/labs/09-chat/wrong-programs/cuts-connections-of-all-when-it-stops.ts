/**
 * A program that cuts the connections of all when it stops.
 *
 * @file c-room/handle-connection.ts
 * @caughtBy the server says good-bye to everybody
 * @says members would take it for a broken network
 */

async function handleConnection(client: LoggedConnection, context: ServerContext): Promise<string> {
  const connection = await connect(client.socket, context);
  const { log } = client;
  log.info("handshake");
  const { stopping } = context;
  const stop = () => connection.channel.destroy();
  const work = async () => {
    const user = await logIn(connection, client, { ...context, ...roomEntrance(context) });
    if (user !== undefined) await runMemberSession(user, connection, log, context);
  };
  return await connection.serve(work, { stopping, stop });
}
