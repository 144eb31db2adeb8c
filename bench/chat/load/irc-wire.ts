/** IRC (RFC 2812): lines; a message goes to everybody in the channel but its sender. */
import { StreamMember } from "./stream-member.ts";
import type { Wire } from "./wire.ts";

/** The replies to NICK and USER and to JOIN: RPL_WELCOME, RPL_ENDOFNAMES. */
const WELCOME = " 001 ";
const END_OF_NAMES = " 366 ";

export const IRC: Wire = {
  echoes: false,
  async join(target, number, ear) {
    const member = new StreamMember(target, (text) => `PRIVMSG #room :${text}\r\n`, ear);
    const name = `m${number}`;
    await member.step([WELCOME], `NICK ${name}\r\nUSER ${name} 0 * :bench\r\n`);
    await member.step([END_OF_NAMES], "JOIN #room\r\n");
    return member.begin();
  },
};
