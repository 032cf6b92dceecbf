import { describe, expect, it } from "vitest";
import { clientAddress } from "./address.ts";

describe("the client's address", () => {
  it.each([
    [["203.0.113.7"], [], "203.0.113.7"],
    // Whatever stands first was sent by the client itself.
    [["10.9.9.9", "203.0.113.7"], [], "203.0.113.7"],
    [["203.0.113.7", "10.0.0.5"], ["10.0.0.0/8"], "203.0.113.7"],
    [["1.2.3.4", "203.0.113.7", "10.0.0.5", "10.0.0.6"], ["10.0.0.0/8"], "203.0.113.7"],
    [["203.0.113.7", "10.0.0.5"], ["10.0.0.5"], "203.0.113.7"],
    [["203.0.113.7", "10.0.0.5"], ["10.0.0.6"], "10.0.0.5"],
    [["10.0.0.4", "10.0.0.5"], ["10.0.0.0/8"], "10.0.0.4"],
    [["203.0.113.7", "::ffff:10.0.0.5"], ["10.0.0.0/8"], "203.0.113.7"],
    [["203.0.113.7", "fd00::1"], ["fd00::/8"], "203.0.113.7"],
    [["203.0.113.7", "no address"], ["0.0.0.0/0"], "no address"],
    [[], [], null],
    [undefined, ["10.0.0.0/8"], null],
  ])("of %j behind %j is %j", (addresses, proxies, expected) => expect(clientAddress(addresses, proxies)).toBe(expected));

  it("is not looked for behind a proxy that is no address", () =>
    expect(() => clientAddress(["203.0.113.7"], ["proxy.example.com"])).toThrow(expect.objectContaining({ code: "config-invalid" })));
});
