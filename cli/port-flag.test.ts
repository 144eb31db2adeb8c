import { expect, test } from "vitest";
import { portFlag, portInsteadOfTaken, withPort } from "./port-flag.ts";

test("portFlag() finds the port in both forms", () => {
  expect(portFlag(["--host", "::1", "--port", "7"])).toEqual(["--port", "7"]);
  expect(portFlag(["--port=7", "--threads", "4"])).toEqual(["--port", "7"]);
  expect(portFlag(["--threads", "4"])).toEqual([]);
});

test("withPort() keeps the other flags, and the words in them whole", () => {
  expect(withPort(["--data", "my folder", "--port", "7"], 8)).toEqual([
    ...["--data", "my folder", "--port", "8"],
  ]);
  expect(withPort([], 9191)).toEqual(["--port", "9191"]);
  expect(withPort(["--port=7", "--threads", "4"], 8)).toEqual(["--threads", "4", "--port", "8"]);
});

test.each([
  ["Cannot listen on 127.0.0.1:9090: another program listens there; choose another", 9191],
  ["Cannot listen on [::1]:65500: listen EADDRINUSE: address already in use", 65_399],
  ["Cannot listen on 127.0.0.1:80: permission denied; choose a port above 1023", undefined],
])("portInsteadOfTaken() on %j", (line, port) => {
  expect(portInsteadOfTaken(line)).toBe(port);
});
