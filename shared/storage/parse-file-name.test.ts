import { expect, test } from "vitest";
import { invalid, valid } from "../config/result.ts";
import { parseFileName } from "./parse-file-name.ts";

test.each(["users.db", "Users 2026-11.db", "пользователи.db", "a.b.db", "_.db", "__proto__.db"])(
  "parseFileName() takes %s",
  (name) => {
    expect(parseFileName(name, ".db")).toEqual(valid(name));
  },
);

test.each([
  ...[
    "../users.db",
    "a/users.db",
    "a\\users.db",
    "/tmp/users.db",
    "C:users.db",
    ".users.db",
    ".db",
  ],
  ...["", "-rf.db", "users.db\n", "users\u0000.db", "file:users.db?mode=ro.db", ":memory:.db"],
  `${"a".repeat(101)}.db`,
])("parseFileName() refuses %j", (name) => {
  expect(parseFileName(name, ".db")).toEqual(invalid("it is no plain file name"));
});

test.each(["users", "users.csv", "users.db.new", "users.DB"])(
  "parseFileName() refuses %s, which ends otherwise",
  (name) => {
    expect(parseFileName(name, ".db")).toEqual(invalid("its name must end in .db"));
  },
);
