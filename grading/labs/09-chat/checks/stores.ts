/** Exercise 09c.1: what lies on the disk, and who could read it. */

import { chmodSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { csvCells } from "../../../../shared/storage/csv-row.ts";
import { check } from "../../../core/check.ts";
import { readText, tellFile } from "../../../core/data-file.ts";
import { fail } from "../../../core/failure.ts";
import { ChatFixture } from "../../../players/chat/chat-fixture.ts";
import { isMadeOf, recordIn } from "../../../players/password-records.ts";
import { expectNowhere } from "../../../players/users-file.ts";
import { REGISTRATION_LOST } from "./account-helpers.ts";
import { TO_ALL } from "./titles.ts";

export const storeChecks = [
  check(
    "09c.1",
    "clients.csv shows neither name nor address nor password",
    { points: 3, needs: [TO_ALL], rule: "clients.csv: index,record, one row a user" },
    async (context) => {
      const chat = await ChatFixture.own(context);
      const [ada, bob] = [await chat.joins("ada"), await chat.joins("bob")];
      await ada.round();
      const { data } = chat.server.program;
      const path = join(data, "clients.csv");
      const text = readText(path);
      for (const [what, secret] of [
        ["ada's name", ada.name],
        ["bob's name", bob.name],
        ["the password", ada.user.password],
        ["the address", "127.0.0.1"],
        ["a password's record", "scrypt"],
      ] as const) {
        if (!text.includes(secret)) continue;
        tellFile(context, path);
        fail(
          `clients.csv should not show ${what}; it does.`,
          "Whoever finds the file learns who is there, and from where: encrypt the record, and look names up by their HMAC.",
        );
      }
      const rows = text
        .split("\n")
        .filter((line) => line !== "")
        .map(csvCells)
        .filter(([index]) => index !== "index");
      const isRight = (cells: string[]) =>
        cells.length === 2 &&
        /^[\w-]{43}=?$/.test(cells[0] ?? "") &&
        /^gAAAAA[\w-]+={0,2}$/.test(cells[1] ?? "");
      if (rows.length !== 2 || !rows.every(isRight)) {
        tellFile(context, path);
        fail(
          "clients.csv should have a row for each of the two users: index,record, an HMAC of 43 letters and a Fernet token; it has not.",
        );
      }
      if ((statSync(join(data, "clients.key")).mode & 0o777) !== 0o600) {
        fail(
          "DATA/clients.key should have the mode 0600; it has another one.",
          "Whoever reads the key reads all records.",
        );
      }
      expectNowhere(
        context,
        chat.server,
        { "the password": ada.user.password, "the token": ada.token },
        "What is logged is kept, copied and mailed.",
      );
      for (const { connection } of [ada, bob]) connection.peer.close();
      await chat.server.program.askToStop("SIGTERM");
      await chat.server.program.expectStatus(0, "after SIGTERM");
      chmodSync(join(data, "clients.key"), 0o644);
      context.eventLog.tell("grader", "made DATA/clients.key readable for all");
      const next = context.startServer("--host", "127.0.0.1", "--port", "0", "--data", data);
      await next.expectStatus(1, "because others can read clients.key");
    },
  ),

  check(
    "09c.1",
    "with --database users are in SQLite",
    { points: 3, needs: [TO_ALL], rule: "With --database NAME.db users are in SQLite instead" },
    async (context) => {
      const chat = await ChatFixture.own(context, "--database", "friends.db");
      const ada = await chat.joins("ada");
      await ada.round();
      const { data } = chat.server.program;
      chat.server.program.signal("SIGKILL");
      await chat.server.program.expectExit("after SIGKILL");
      const path = join(data, "friends.db");
      const next = chat.movedTo(
        await context.ownServer("--scrypt-ln", "10", "--data", data, "--database", "friends.db"),
      );
      await next.logsIn("ada after the restart", ada.user, {}, REGISTRATION_LOST);
      const users = usersIn(path);
      const user = users.find(({ username }) => username === ada.name);
      if (user === undefined || typeof user.password !== "string") {
        fail(
          `The table users should have a row whose username is ${ada.name}, with id and password; it has ${JSON.stringify(users)}.`,
        );
      }
      const record = recordIn(user.password);
      if (record !== undefined && isMadeOf(record, ada.user.password)) return;
      fail(
        `The password in the table should be a scrypt record of it; it is ${user.password}.`,
        "A database is a file as well: what is in it is stolen with it.",
      );
    },
  ),
];

function usersIn(path: string): { id: unknown; username: unknown; password: unknown }[] {
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    const rows = database.prepare("SELECT id, username, password FROM users").all();
    database.close();
    return rows.map(({ id, username, password }) => ({ id, username, password }));
  } catch (error) {
    return fail(
      `friends.db should have a table users with id, username and password; to look at it fails: ${error instanceof Error ? error.message : error}.`,
    );
  }
}
