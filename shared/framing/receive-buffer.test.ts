import { expect, test } from "vitest";
import { ReceiveBuffer } from "./receive-buffer.ts";

function textOf({ bytes, start, end }: ReceiveBuffer): string {
  return Buffer.from(bytes.subarray(start, end)).toString();
}

test("ReceiveBuffer keeps what is appended, in order", () => {
  const store = new ReceiveBuffer();
  store.append(Buffer.from("hel"));
  store.append(Buffer.from("lo"));
  expect(textOf(store)).toBe("hello");
  expect(store.length).toBe(5);
});

test("ReceiveBuffer leaves a window as it is until its place is used again", () => {
  const store = new ReceiveBuffer();
  const chunk = Buffer.alloc(1000, "a");
  store.append(chunk);
  const window = store.bytes.subarray(store.start, store.end);
  store.start = store.end;
  for (let round = 0; round < 1000; round++) {
    store.append(Buffer.alloc(1000, "b"));
    store.start = store.end;
  }
  expect(Buffer.from(window)).toEqual(chunk);
});

test("ReceiveBuffer uses one room for ever when its place is used again", () => {
  const store = new ReceiveBuffer();
  const rooms = new Set<Uint8Array>();
  for (let round = 0; round < 1000; round++) {
    store.reuse(1500);
    store.append(Buffer.alloc(1500, round % 250));
    store.start += 1000;
    if (round % 3 === 0) store.start = store.end - 1;
    rooms.add(store.bytes);
    expect(store.bytes[store.end - 1]).toBe(round % 250);
  }
  expect(rooms.size).toBe(1);
});

test("ReceiveBuffer gives a large room back", () => {
  const store = new ReceiveBuffer();
  store.append(Buffer.alloc(5_000_000));
  store.start = store.end;
  store.reuse(10);
  expect(store.bytes).toHaveLength(0);
});

test("ReceiveBuffer moves each byte only a few times, however small the parts", () => {
  const store = new ReceiveBuffer();
  const rooms = new Set<Uint8Array>();
  for (let count = 0; count < 4_000_000; count += 1000) {
    store.append(Buffer.alloc(1000, "a"));
    rooms.add(store.bytes);
  }
  expect(store.length).toBe(4_000_000);
  expect(rooms.size).toBeLessThan(10);
});
