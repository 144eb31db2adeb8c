import fc from "fast-check";
import { expect, test } from "vitest";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { parseLoginRequest } from "./messages.ts";
import { RECORD } from "./wire.ts";

const { LOGIN_ATTEMPTING, REGISTER_CLIENT_, RESUME_SESSION } = RECORD;
const record = (type: number, text: string) => ({ type, body: Buffer.from(text) });

test("parseLoginRequest() reads the three login requests, and nothing else in them", () => {
  const name = '"name":"ada","password":"p"';
  expect(parseLoginRequest(record(LOGIN_ATTEMPTING, `{${name},"more":1}`))).toEqual({
    type: "log-in",
    name: "ada",
    password: "p",
  });
  expect(parseLoginRequest(record(LOGIN_ATTEMPTING, `{${name},"after":41}`))).toMatchObject({
    after: 41,
  });
  expect(parseLoginRequest(record(REGISTER_CLIENT_, `{${name},"after":41}`))).toEqual({
    type: "register",
    name: "ada",
    password: "p",
  });
  expect(parseLoginRequest(record(RESUME_SESSION, '{"token":"t","after":0}'))).toEqual({
    type: "resume",
    token: "t",
    after: 0,
  });
});

test("parseLoginRequest() takes a user called __proto__ for a user like any other", () => {
  const body = '{"name":"__proto__","password":"p"}';
  expect(parseLoginRequest(record(LOGIN_ATTEMPTING, body))).toMatchObject({ name: "__proto__" });
});

test.each([
  [LOGIN_ATTEMPTING, ""],
  [LOGIN_ATTEMPTING, "null"],
  [LOGIN_ATTEMPTING, "[]"],
  [LOGIN_ATTEMPTING, '{"name":"ada"'],
  [LOGIN_ATTEMPTING, '{"name":"ada"}'],
  [LOGIN_ATTEMPTING, '{"name":"ada","password":12345678}'],
  [LOGIN_ATTEMPTING, '{"__proto__":{"name":"ada","password":"p"}}'],
  [LOGIN_ATTEMPTING, '{"name":"ada","password":"p","after":-1}'],
  [LOGIN_ATTEMPTING, '{"name":"ada","password":"p","after":null}'],
  [REGISTER_CLIENT_, '{"name":["ada"],"password":"p"}'],
  [RESUME_SESSION, '{"token":"t"}'],
  [RESUME_SESSION, '{"token":"t","after":1.5}'],
  [RESUME_SESSION, '{"token":"t","after":1e300}'],
  [RECORD.CLIENT_TO_SERVER, '{"type":"say","id":"1","text":"hello"}'],
  [RECORD.LOGIN_ACCEPTED, "{}"],
  [200, "{}"],
])("parseLoginRequest() refuses a record of type %i with %s", (type, text) => {
  expect(() => parseLoginRequest(record(type, text))).toThrow("cannot be understood");
});

test("parseLoginRequest() refuses what is not UTF-8", () => {
  const body = Buffer.from('{"name":"ad\xff","password":"p"}', "latin1");
  expect(() => parseLoginRequest({ type: LOGIN_ATTEMPTING, body })).toThrow("cannot be understood");
});

test("parseLoginRequest() takes whatever a stranger sends for a login request, or refuses it", () => {
  const type = fc.constantFrom(...Object.values(RECORD));
  const text = fc.oneof(fc.json(), fc.string({ unit: "binary" }));
  fc.assert(
    fc.property(type, text, (type, text) => {
      try {
        expect(["log-in", "register", "resume"]).toContain(
          parseLoginRequest(record(type, text)).type,
        );
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
      }
    }),
  );
});
