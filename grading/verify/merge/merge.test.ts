import { describe, expect, test } from "vitest";
import { mergeAll } from "./merge.ts";

/** Merges one file. */
function merge(file: string, base: string, change: string): string | undefined {
  return mergeAll([{ file, base, change }]).get(file);
}

const BASE = `/** The room. */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";

const MAX_MEMBERS = 8;

/** Sends a line. */
function send(socket: Socket, line: string): void {
  socket.write(line + LF);
}

export interface Member {
  name: string;
}

export class Room {
  readonly #members = new Set<Socket>();
  static open = 0;

  /** Tells all. */
  tell(line: string): void {
    for (const member of this.#members) this.#sendTo(member, line);
  }

  #sendTo(member: Socket, line: string): void {
    if (this.#members.size <= MAX_MEMBERS) send(member, line);
  }
}

await runProgram(async () => {
  const server = createServer();
  await once(server, "close");
});
`;

const mergeRoom = (change: string, base = BASE) => merge("room.ts", base, change);

/** The base with one text replaced: what a merge should give. */
function baseWith(from: string, to: string): string {
  expect(BASE.split(from)).toHaveLength(2);
  return BASE.replace(from, () => to);
}

describe("merging TypeScript", () => {
  test("replaces a function, and leaves all else as it is, its comment too", () => {
    const change = "function send(socket: Socket, line: string): void {\n  socket.write(line);\n}";
    expect(mergeRoom(change)).toBe(baseWith("line + LF", "line"));
  });

  test("replaces a constant", () => {
    expect(mergeRoom("const MAX_MEMBERS = 9;\n")).toBe(baseWith("= 8", "= 9"));
  });

  test("replaces a type, whatever it is declared with", () => {
    expect(mergeRoom("export type Member = { name: number };")).toBe(
      baseWith(
        "export interface Member {\n  name: string;\n}",
        "export type Member = { name: number };",
      ),
    );
  });

  test("replaces a method and keeps the other members of its class", () => {
    const change = "export class Room {\n  tell(_line: string): void {}\n}";
    expect(mergeRoom(change)).toBe(
      baseWith(
        "tell(line: string): void {\n    for (const member of this.#members) this.#sendTo(member, line);\n  }",
        "tell(_line: string): void {}",
      ),
    );
  });

  test("replaces a private method, a field and the head of a class", () => {
    const change = `export class Room extends Hall {
  readonly #members = new Set<Socket>([]);

  #sendTo(member: Socket, line: string): void {
    send(member, line);
  }
}`;
    const merged = mergeRoom(change);
    expect(merged).toContain(
      "export class Room extends Hall {\n  readonly #members = new Set<Socket>([]);\n  static open = 0;",
    );
    expect(merged).toContain("{\n    send(member, line);\n  }\n}");
    expect(merged).not.toContain("MAX_MEMBERS) send");
  });

  test("replaces the statement that calls the same function", () => {
    expect(mergeRoom("await runProgram(async () => {});")).toBe(
      BASE.replace(/await runProgram.*/s, "await runProgram(async () => {});\n"),
    );
  });

  test("tells statements that listen for different events apart", () => {
    const base = 'process.on("SIGINT", stop);\nprocess.on("SIGTERM", stop);\n';
    expect(merge("server.ts", base, 'process.on("SIGTERM", leave);')).toBe(
      'process.on("SIGINT", stop);\nprocess.on("SIGTERM", leave);\n',
    );
  });

  test("puts what is new where it stands among what it replaces", () => {
    const change =
      "let last: Socket;\n\nfunction send(socket: Socket): void {\n  last = socket;\n}";
    expect(mergeRoom(change)).toContain(
      "const MAX_MEMBERS = 8;\n\nlet last: Socket;\n\n/** Sends a line. */\nfunction send(socket: Socket): void {\n  last = socket;\n}",
    );
  });

  test("adds new members of a class", () => {
    const change =
      "export class Room {\n  tell(): void {\n    this.#later();\n  }\n\n  // Soon.\n  #later(): void {}\n}";
    expect(mergeRoom(change)).toContain(
      "  tell(): void {\n    this.#later();\n  }\n\n  // Soon.\n  #later(): void {}\n\n  #sendTo(",
    );
  });

  test("adds what is imported, once", () => {
    const change = `import { once } from "node:events";
import { connect, type Socket } from "node:net";
import net from "node:net";

const MAX_MEMBERS = connect.length + net.length;
`;
    expect(merge("room.ts", BASE, change)).toBe(
      BASE.replace(
        /(from "node:net";\n)/,
        '$1import { connect } from "node:net";\nimport net from "node:net";\n',
      ).replace("= 8", "= connect.length + net.length"),
    );
  });

  test("takes an import away that the change declares or imports from elsewhere", () => {
    const change = 'import { createServer } from "node:tls";\n\nconst once = async () => {};\n';
    const merged = merge("room.ts", BASE, change);
    expect(merged).toContain(
      'import { type Socket } from "node:net";\nimport { createServer } from "node:tls";',
    );
    expect(merged).not.toContain("node:events");
  });

  test("imports as a value what was imported as a type", () => {
    const change =
      'import { Socket } from "node:net";\n\nconst MAX_MEMBERS = new Socket().bytesRead;\n';
    const merged = merge("room.ts", BASE, change);
    expect(merged).toContain(
      'import { createServer } from "node:net";\nimport { Socket } from "node:net";',
    );
  });

  test("replaces all forms of an overloaded function", () => {
    const base =
      "function f(a: string): void;\nfunction f(a: number): void;\nfunction f(a: unknown): void {}\nf(1);\n";
    const change = "function f(a: string): void;\nfunction f(a: unknown): void {\n  a;\n}";
    const merged = merge("a.ts", base, change);
    expect(merged?.match(/function f/g)).toHaveLength(2);
    expect(merged).toMatch(
      /f\(a: string\): void;\s+function f\(a: unknown\): void \{\n {2}a;\n\}\s+f\(1\);\n$/,
    );
  });

  test("is the same wherever things stand and however they are laid out", () => {
    const laidOut = BASE.replace(
      /function send.*?\n\}/s,
      "const x = 1\nfunction send(\n  socket: Socket,\n    line : string) : void { socket.write(line + '\\n') }",
    );
    const change = "function send(): void {}";
    expect(mergeRoom(change, laidOut)).toBe(
      laidOut.replace(/function send.*?\}/s, "function send(): void {}"),
    );
  });
});

describe("what does not fit", () => {
  test("names a function that is not there any more, and the nearest", () => {
    expect(() => mergeRoom("function sendLine(): void {}")).toThrow(
      "sendLine replaces nothing in room.ts, and nothing uses it. The nearest names there: send, ",
    );
  });

  test("names a method that is not there any more, also where it calls itself", () => {
    expect(() =>
      mergeRoom("export class Room {\n  tellAll(): void {\n    this.tellAll();\n  }\n}"),
    ).toThrow(/^tellAll replaces nothing in room\.ts.* The nearest names there: tell, /);
  });

  test("a property of the same name is no use of a function", () => {
    expect(() => mergeRoom("function size(): number {\n  return 0;\n}")).toThrow(
      "size replaces nothing",
    );
  });

  test("names a statement that is not there any more", () => {
    expect(() => mergeRoom("await startProgram(async () => {});")).toThrow(
      "startProgram() replaces no statement in room.ts. The nearest names there: runProgram(), ",
    );
  });

  test("a new function may be used in another file of the program", () => {
    const two = [
      { file: "a.ts", base: "export const A = 1;\n", change: "export function b(): void {}" },
      {
        file: "c.ts",
        base: "const C = 1;\n",
        change: 'import { b } from "./a.ts";\n\nconst C = b();\n',
      },
    ];
    expect(mergeAll(two).get("a.ts")).toBe("export const A = 1;\n\nexport function b(): void {}\n");
    expect(() => mergeAll(two.slice(0, 1))).toThrow("b replaces nothing in a.ts");
  });

  test("a class may get a constructor, which nothing names", () => {
    const merged = mergeRoom("export class Room {\n  constructor() {\n    Room.open++;\n  }\n}");
    expect(merged).toContain("constructor() {\n    Room.open++;\n  }");
  });
});

const PYTHON = `"""The room."""
import os
from wire import LIMIT, Reader

MAX_MEMBERS = 8


def say(line):
    # One call.
    os.write(1, line)


class Room(Hall):
    """All members."""

    # Its size.
    size = 0

    def tell(self, line):
        if self.size:
            say(line)
        else:
            say("""nobody:
is here""")

    @property
    def name(self):
        return "room"

    async def close(self):
        self.size = 0


# The end.
def main():
    Room().tell("hello")


main()
`;

describe("merging Python", () => {
  const mergePython = (change: string) => merge("room.py", PYTHON, change);

  test("replaces a function", () => {
    expect(mergePython("def say(line):\n    print(line)")).toBe(
      PYTHON.replace("    # One call.\n    os.write(1, line)", "    print(line)"),
    );
  });

  test("replaces methods, and keeps the other members of their class", () => {
    const change = `class Room(Hall):
    def tell(self, line):
        say(line)

    @property
    def name(self):
        return "hall"

    async def close(self):
        pass`;
    expect(mergePython(change)).toBe(
      PYTHON.replace(/ {8}if self.size.*?here"""\)/s, "        say(line)")
        .replace('"room"', '"hall"')
        .replace(
          "    async def close(self):\n        self.size = 0",
          "    async def close(self):\n        pass",
        ),
    );
  });

  test("replaces a constant, a field and a statement", () => {
    const change = "MAX_MEMBERS = 9\n\nclass Room(Hall):\n    size = 1\n\nmain()\n";
    expect(mergePython(change)).toBe(PYTHON.replace("= 8", "= 9").replace("size = 0", "size = 1"));
  });

  test("adds what is imported and what is new", () => {
    const change = `import os
import time
from wire import LIMIT, frame

rest = b""


# Says it.
def say(line):
    time.sleep(rest or frame or LIMIT)`;
    expect(mergePython(change)).toBe(
      PYTHON.replace("LIMIT, Reader\n", "LIMIT, Reader\nimport time\nfrom wire import frame\n")
        .replace("= 8\n", '= 8\n\nrest = b""\n')
        .replace(
          "def say(line):\n    # One call.\n    os.write(1, line)",
          "# Says it.\ndef say(line):\n    time.sleep(rest or frame or LIMIT)",
        ),
    );
  });

  test("names what is not there any more", () => {
    expect(() => mergePython("def speak(line):\n    pass")).toThrow(
      "speak replaces nothing in room.py, and nothing uses it. The nearest names there: ",
    );
    expect(() => mergePython("class Room(Hall):\n    def tell_all(self):\n        pass")).toThrow(
      /^tell_all replaces nothing in room\.py.* The nearest names there: tell, /,
    );
    expect(() => mergePython("run()")).toThrow("run() replaces no statement in room.py");
  });
});
