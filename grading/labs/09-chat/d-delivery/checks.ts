/**
 * What is asked of part 09d: nothing is lost, and nothing doubled. Its programs are the chat's, so most of
 * its checks are checks of the whole chat.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../../core/check.ts";
import { fail } from "../../../core/failure.ts";
import { ChatFixture, quickFlags } from "../../../players/chat/chat-fixture.ts";
import { type Event, type FakeMember, newId } from "../../../players/chat/fake-member.ts";
import { newName } from "../../../players/users.ts";
import { checksOfPart, takenFrom } from "../checks/for-part.ts";
import { historyChecks } from "../checks/history.ts";
import { resumeChecks } from "../checks/resume.ts";
import { roomChecks } from "../checks/room.ts";
import { CLIENT_RESUMES, TO_ALL } from "../checks/titles.ts";

/** So many ids of each user the server remembers. */
const REMEMBERED_IDS = 256;

const taken = takenFrom([...roomChecks, ...historyChecks, ...resumeChecks]);

const ONCE = "a private message that comes again is acknowledged again, and not told again";

const knownIdChecks = [
  check(
    "09d.1",
    ONCE,
    { points: 3, rule: "a message that comes again is not said again, only acknowledged again" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const [ada, bob] = [await chat.joins("ada"), await chat.joins("bob")];
      await ada.round();
      const id = await tellsAndIsAccepted(ada, bob, context.random.word());
      await bob.untilEvent({ type: "private", from: ada.name }, { what: "what bob is told" });
      const inCapitals = { ...ada.user, name: ada.name.toUpperCase() };
      const again = await chat.logsIn("ada on another connection, in capitals", inCapitals);
      await again.round();
      for (const connection of [ada, again]) {
        await tellsAndIsAccepted(connection, bob, "the same again", id, NOT_AGAIN);
      }
      await expectToldNothing(bob, NOT_AGAIN);
      bob.tell(ada.name, "bob's own", id);
      await bob.untilEvent(
        { type: "private", from: bob.name, text: "bob's own" },
        { what: "bob's own message with that id", cause: NOT_ADAS },
      );
    },
  ),

  check(
    "09d.1",
    "the server remembers the last 256 ids of a user, and no more",
    { points: 2, needs: [ONCE], rule: "The server remembers the last 256 ids of each user" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const [ada, bob] = [await chat.joins("ada"), await chat.joins("bob")];
      await ada.round();
      const ids = Array.from({ length: REMEMBERED_IDS + 1 }, () => newId());
      const requests = ids.map((id) =>
        ada.connection.sealed("CLIENT_TO_SERVER", { type: "private", id, to: bob.name, text: id }),
      );
      ada.connection.sendFrame(Buffer.concat(requests), `${ids.length} private messages`);
      await ada.untilEvent({ type: "accepted", id: ids.at(-1) }, { what: "the last of them" });
      await bob.round();
      // The oldest of those that are remembered, and the newest.
      for (const id of [ids[1], ids.at(-1)]) {
        await tellsAndIsAccepted(ada, bob, "known", id, TOO_FEW);
        await expectToldNothing(bob, TOO_FEW);
      }
      await tellsAndIsAccepted(ada, bob, "new again", ids[0]);
      const told = (await bob.round()).filter(({ type }) => type === "private");
      if (told.length === 1) return;
      fail(
        `After ${REMEMBERED_IDS} further ids an id should be forgotten, and its message told again; bob was told nothing.`,
        "Whatever is kept for each message and never dropped grows as long as the server runs. Forget the user's oldest id when there are more than 256.",
      );
    },
  ),
];

/** Of exercise 09d.1, but nothing shows it before 09d.2 is written. */
const spellingCheck = check(
  "09d.2",
  "the server knows a user's ids however the name is written",
  {
    points: 2,
    needs: [TO_ALL],
    rule: "names are compared by their canonicalName",
  },
  async (context) => {
    const data = context.dataFolder();
    const name = newName(context);
    const inCapitals = name.toUpperCase();
    const id = newId();
    const row = `7,2026-11-22T09:30:00.000Z,${inCapitals},${id},hello`;
    writeFileSync(join(data, "history.csv"), `number,time,from,id,text\n${row}\n`);
    context.eventLog.tell("grader", `wrote into history.csv: ${row}`);
    const server = await context.ownServer(...quickFlags(context), "--data", data);
    const chat = new ChatFixture(context, server);
    const ada = await chat.joins("ada", chat.newUser({ name }));
    ada.say("hello", id);
    const { number } = await ada.untilEvent(
      { type: "accepted", id },
      { what: "the answer to a message that comes again" },
    );
    if (number === 7) return;
    fail(
      `${inCapitals} has said message 7, as history.csv tells, and ${name} sends it again: it should be accepted with the number 7; it was said again, with the number ${JSON.stringify(number)}.`,
      "The two spellings are one user. A user is known by `canonicalName`, not by the name as it is written: look at `once` (exercise 09d.1).",
    );
  },
);

export const checks = checksOfPart([
  ...knownIdChecks,
  ...taken(
    "09d.2",
    TO_ALL,
    "nobody hears of a message before its row is on disk",
    "nobody hears of a message that the disk does not take",
    "a message that comes again is acknowledged again, and not said again",
    "a restart keeps users, history and acknowledgements",
  ),
  spellingCheck,
  ...taken("09d.3", CLIENT_RESUMES, "what waits keeps its order behind what was under way"),
  ...taken("09d.4", "what was said while the client was away is shown, each once"),
]);

/** Says something to one, and waits until that is accepted. Returns the id. */
async function tellsAndIsAccepted(
  from: FakeMember,
  to: FakeMember,
  text: string,
  given?: string,
  cause?: string,
): Promise<string> {
  const id = from.tell(to.name, text, given);
  await from.untilEvent(
    { type: "accepted", id },
    { what: "the answer to a private message", cause },
  );
  return id;
}

/** After a full round no private message has come. */
async function expectToldNothing(member: FakeMember, cause: string): Promise<void> {
  const [event] = (await member.round()).filter(({ type }: Event) => type === "private");
  if (event === undefined) return;
  fail(
    `${member.connection.voice} should be told nothing more; this came: ${JSON.stringify(event)}`,
    cause,
  );
}

const NOT_AGAIN =
  "Its acknowledgement was lost, so the client sends it again, with the same id. When the id is known, do not do the deed again, and return what came of it the first time.";

const NOT_ADAS = "Each user's ids are that user's: bob's is another message.";

const TOO_FEW =
  "The ids that are forgotten are the oldest ones, and only those of which there are more than 256.";
