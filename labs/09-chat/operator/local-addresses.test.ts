import type { NetworkInterfaceInfo } from "node:os";
import { expect, test } from "vitest";
import { localAddresses } from "./commands.ts";

function found(address: string, family: "IPv4" | "IPv6", internal = false): NetworkInterfaceInfo {
  const rest = { netmask: "", mac: "", internal, cidr: null };
  return family === "IPv4"
    ? { address, family, ...rest }
    : { address, family, scopeid: 0, ...rest };
}

const interfaces = {
  lo: [found("127.0.0.1", "IPv4", true), found("::1", "IPv6", true)],
  eth0: [found("192.168.1.5", "IPv4"), found("fe80::1", "IPv6")],
  gone: undefined,
  wlan0: [found("10.0.0.7", "IPv4")],
};

test.each([
  ["0.0.0.0", ["192.168.1.5", "10.0.0.7"]],
  ["::", ["192.168.1.5", "10.0.0.7"]],
  ["10.0.0.7", ["10.0.0.7"]],
  ["127.0.0.1", []],
  ["::1", []],
])("localAddresses() of a server at %s returns where others reach it", (host, addresses) => {
  expect(localAddresses(host, interfaces)).toEqual(addresses);
  expect(localAddresses(host, {})).toEqual([]);
});
