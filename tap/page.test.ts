import { expect, test } from "vitest";
import { encodeFrame } from "../shared/framing/encode-frame.ts";
import type { Happening } from "./happening.ts";
import { escapeHtml, pageOf } from "./page.ts";
import { unitReader } from "./unit-reader.ts";

const EVIL = `<script>alert(1)</script><img src=x onerror='alert("2")'>&amp;`;

function page(text: string): string {
  const [unit] = unitReader("frames").push(Buffer.from(encodeFrame(text)));
  if (unit === undefined) throw new Error("no frame");
  const happening: Happening = { type: "unit", unit, from: "client", connection: 1, atMs: 5 };
  return pageOf({ title: text, notes: [text], happenings: [happening], notKept: 3 });
}

test("what a peer sends is text and never markup", () => {
  const html = page(EVIL);
  expect(html).not.toContain("<script");
  expect(html).not.toContain("<img");
  expect(html).toContain(`&#60;script&#62;alert(1)&#60;/script&#62;`);
});

test("escapeHtml() leaves no letter of markup", () => {
  expect(escapeHtml(`a<b>"c'&`)).toBe("a&#60;b&#62;&#34;c&#39;&#38;");
});

test("the page shows time, decoded text, header and body, and how much is missing", () => {
  const html = page("hello");
  expect(html).toContain("<time>0.005 s</time>");
  expect(html).toContain("<bdi>hello</bdi>");
  expect(html).toMatch(/<span class="header"> 00 00 00 05 .*length 5/);
  expect(html).toContain('<span class="body"> 68 65 6c 6c 6f');
  expect(html).toContain("3 more events not kept");
});

test("the page fetches nothing and runs nothing", () => {
  const html = page("hello");
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/<script|<link|src=|url\(|@import|https?:/);
});
