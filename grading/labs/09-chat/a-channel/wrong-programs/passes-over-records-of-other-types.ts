/**
 * A program that passes over records of types that are not agreed upon.
 *
 * @file talk.ts
 * @caughtBy who breaks a rule of the conversation is told why, and the operator too
 * @says CLOSE should come
 */

export async function nextText(channel: TalkChannel, type: number): Promise<string | undefined> {
  for (;;) {
    const record = await channel.next();
    if (record === undefined) return undefined;
    if (record.type === type) return decode(record.body);
    if (record.type === RECORD.PING) channel.send(RECORD.PONG, "{}");
    await channel.drained();
  }
}
