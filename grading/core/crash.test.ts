import { describe, expect, test } from "vitest";
import { fatalSignal, findCrash, findDeath } from "./crash.ts";

/** What programs in other languages really print, each after lines of their own. */
const REPORTS: { language: string; printed: string; error: string; place?: string }[] = [
  {
    language: "a thread of Python",
    printed: `connected 127.0.0.1:5000
Exception in thread Thread-1 (handle):
Traceback (most recent call last):
  File "/usr/lib/python3.11/threading.py", line 1045, in _bootstrap_inner
    self.run()
  File "/home/ada/server.py", line 17, in handle
    print(chunk.decode())
          ^^^^^^^^^^^^^^
UnicodeDecodeError: 'utf-8' codec can't decode byte 0xd0 in position 0: unexpected end of data`,
    error:
      "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xd0 in position 0: unexpected end of data",
    place: "server.py, line 17",
  },
  {
    language: "Python, from an error to the next",
    printed: `Traceback (most recent call last):
  File "server.py", line 3, in <module>
    one()
KeyError: 'a'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "server.py", line 5, in <module>
    two()
queue.Empty`,
    error: "queue.Empty",
    place: "server.py, line 5",
  },
  {
    language: "a task of asyncio",
    printed: `Task exception was never retrieved
future: <Task finished name='Task-2' coro=<visit() done> exception=ValueError('no')>
Traceback (most recent call last):
  File "/home/ada/server.py", line 9, in visit
    raise ValueError("no")
ValueError: no`,
    error: "ValueError: no",
    place: "server.py, line 9",
  },
  {
    language: "Python that does not parse",
    printed: `  File "/home/ada/server.py", line 4
    def serve(
             ^
SyntaxError: '(' was never closed`,
    error: "SyntaxError: '(' was never closed",
    place: "server.py, line 4",
  },
  {
    language: "Node",
    printed: `node:events:487
      throw er; // Unhandled 'error' event
      ^

Error: read ECONNRESET
    at TCP.onStreamRead (node:internal/stream_base_commons:216:20)
    at visit (file:///home/ada/server.ts:12:7) {
  errno: -104,
}

Node.js v24.21.0`,
    error: "Error: read ECONNRESET",
    place: "server.ts, line 12",
  },
  {
    language: "Java",
    printed: `Exception in thread "Thread-0" java.lang.RuntimeException: visit failed
\tat Server.serve(Server.java:20)
\tat java.base/java.lang.Thread.run(Thread.java:1583)
Caused by: java.io.IOException: Broken pipe
\tat java.base/sun.nio.ch.Net.write(Net.java:1)
\tat Server.send(Server.java:31)
\t... 2 more`,
    error: "java.io.IOException: Broken pipe",
    place: "Server.java, line 31",
  },
  {
    language: "Go",
    printed: `panic: runtime error: index out of range [3] with length 3

goroutine 1 [running]:
runtime.goPanicIndex()
\t/usr/local/go/src/runtime/panic.go:115 +0x74
main.main()
\t/home/ada/main.go:8 +0x1d
exit status 2`,
    error: "panic: runtime error: index out of range [3] with length 3",
    place: "main.go, line 8",
  },
  {
    language: "Rust",
    printed: `thread '<unnamed>' (42) panicked at src/main.rs:5:10:
called \`Result::unwrap()\` on an \`Err\` value: Utf8Error
note: run with \`RUST_BACKTRACE=1\``,
    error: "panic: called `Result::unwrap()` on an `Err` value: Utf8Error",
    place: "main.rs, line 5",
  },
  {
    language: "a thread of Ruby",
    printed: `#<Thread:0x0001 server.rb:3 run> terminated with exception (report_on_exception is true):
server.rb:5:in \`serve': undefined method \`foo' for nil (NoMethodError)`,
    error: "NoMethodError: undefined method `foo' for nil",
    place: "server.rb, line 5",
  },
  {
    language: "C#",
    printed: `Unhandled exception. System.InvalidOperationException: no
   at Server.Main() in /home/ada/Server.cs:line 4`,
    error: "System.InvalidOperationException: no",
  },
  {
    language: "C++",
    printed: `terminate called after throwing an instance of 'std::out_of_range'
  what():  vector::_M_range_check`,
    error: "std::out_of_range: vector::_M_range_check",
  },
  {
    language: "C",
    printed: "*** stack smashing detected ***: terminated",
    error: "*** stack smashing detected ***: terminated",
  },
];

describe("findCrash()", () => {
  test.for(REPORTS)("knows how $language tells of a crash", ({ printed, error, place }) => {
    expect(findCrash(printed.split("\n"))).toEqual(
      place === undefined ? { error } : { error, place },
    );
  });

  test("takes no message for a crash", () => {
    const lines = [
      "Error: port 80 is taken",
      "disconnected 127.0.0.1:1: read ECONNRESET",
      "  at 5",
    ];
    expect(findCrash(lines)).toBeUndefined();
  });

  test("shortens a long line", () => {
    expect(findCrash([`panic: ${"x".repeat(2_000)}`])?.error).toHaveLength(201);
  });
});

test("findDeath() knows how Perl dies", () => {
  expect(
    findDeath(["connected", "Cannot write: Broken pipe at server.pl line 5, <STDIN> line 2."]),
  ).toEqual({ error: "Cannot write: Broken pipe", place: "server.pl, line 5" });
  expect(findDeath(["connected"])).toBeUndefined();
});

test("fatalSignal() knows a signal, also when a shell passes it on as a status", () => {
  expect(fatalSignal({ status: null, signal: "SIGSEGV" })).toMatch(/^SIGSEGV: it used memory/);
  expect(fatalSignal({ status: 141, signal: null })).toMatch(/^SIGPIPE: it wrote to a connection/);
  expect(fatalSignal({ status: null, signal: "SIGKILL" })).toBeUndefined();
  expect(fatalSignal({ status: 1, signal: null })).toBeUndefined();
});
