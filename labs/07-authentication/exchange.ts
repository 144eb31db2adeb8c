/** The client's side of the conversation: a request goes out, its answer comes back. */
import type { Socket } from "node:net";
import { linesOf } from "../../shared/net/lines.ts";
import { send } from "../../shared/net/send.ts";
import { ProgramError } from "../../shared/process/errors.ts";
import { type Answer, lineOf, type Request } from "./messages.ts";
import { parseAnswer } from "./parse-answer.ts";

export class Exchange {
  readonly #socket: Socket;
  readonly #lines: AsyncIterator<string, void>;
  /** The next answer is always being waited for: so it is noticed when the server leaves. */
  #coming: Promise<Answer | undefined>;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#lines = linesOf(socket);
    this.#coming = this.#next();
  }

  /**
   * Sends a request and returns its answer.
   *
   * @throws ProgramError when the server has left, ProtocolError when its answer is none, and the
   * system's error when the connection breaks
   */
  async ask(request: Request): Promise<Answer> {
    await send(this.#socket, lineOf(request));
    return await this.unasked();
  }

  /**
   * What the server says without having been asked; never settles as long as it says nothing.
   *
   * @throws as {@link ask}
   */
  async unasked(): Promise<Answer> {
    const coming = this.#coming;
    const answer = await coming;
    if (answer === undefined) {
      throw new ProgramError("Connection lost: the server has ended it; start the client again");
    }
    if (this.#coming === coming) this.#coming = this.#next();
    return answer;
  }

  #next(): Promise<Answer | undefined> {
    const coming = this.#lines
      .next()
      .then((line) => (line.done === true ? undefined : parseAnswer(line.value)));
    coming.catch(() => {}); // whoever asks next is told
    return coming;
  }
}
