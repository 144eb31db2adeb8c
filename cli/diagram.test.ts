import { expect, test } from "vitest";
import { diagramText } from "./diagram.ts";

const SEQUENCE = `sequenceDiagram
    participant C as client
    participant S as server
    Note over C,S: both are there
    C->>S: hello, this is a long message
    S-->>C: FIN`;
const FLOW = `flowchart LR
    F["flag<br/>--port"] -->|not given| E["environment"]
    E -->|"empty"| D["default"]`;

const widthOf = (text: string) => Math.max(...text.split("\n").map((line) => line.length));

test("diagramText() draws a sequence diagram", () => {
  const drawing = diagramText(SEQUENCE, 80);
  expect(drawing).toContain("│ client │");
  expect(drawing).toMatch(/─▶/);
  expect(drawing).toContain("hello, this is a long message");
  expect(drawing).not.toContain("->>");
});

test("diagramText() tells the messages where a drawing does not fit", () => {
  expect(diagramText(SEQUENCE, 40)).toBe(
    "(client, server: both are there)\nclient → server: hello, this is a long\nmessage\nserver → client: FIN",
  );
});

test("diagramText() turns a flowchart that is too wide, and tells it where that is not enough", () => {
  expect(diagramText(FLOW, 80)).toMatch(/► *│/);
  expect(widthOf(diagramText(FLOW, 40))).toBeLessThanOrEqual(40);
  expect(diagramText(FLOW, 12).replaceAll("\n", " ")).toBe(
    "flag --port → environment: not given environment → default: empty",
  );
});

test("diagramText() shows the source of a diagram that nobody can draw", () => {
  expect(diagramText("nothing\n  known", 80)).toContain("known");
});
