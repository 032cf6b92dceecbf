import { createHash } from "node:crypto";
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parsePublicKey, parseSigningKey, publicKeyOf, publicKeyPem, signerId, signingKeyFrom, signingKeyPem } from "./signing-key.ts";

// The first test vector of RFC 8032, 7.1.
const secret = Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex");
const publicHalf = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

describe("a signing key", () => {
  const key = signingKeyFrom(secret);

  it("is the Ed25519 key of its bytes", () => {
    expect(publicKeyOf(key).export({ format: "der", type: "spki" }).toString("hex")).toMatch(new RegExp(`${publicHalf}$`));
    expect(() => signingKeyFrom(Buffer.alloc(31))).toThrow("not of 31");
  });

  it("goes to a file and back, whole or its public half", () => {
    expect(parseSigningKey(signingKeyPem(key), "a.pem").equals(key)).toBe(true);
    for (const pem of [publicKeyPem(key), publicKeyPem(publicKeyOf(key)), signingKeyPem(key)])
      expect(parsePublicKey(pem, "a.pem").equals(publicKeyOf(key))).toBe(true);
  });

  it("has the same id as its public half", () => {
    const spki = publicKeyOf(key).export({ format: "der", type: "spki" });
    expect(signerId(key)).toBe(createHash("sha256").update(spki).digest("hex").slice(0, 16));
    expect(signerId(publicKeyOf(key))).toBe(signerId(key));
  });

  it("is refused when it is none, or one of another kind", () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const invalid = expect.objectContaining({ code: "config-invalid", message: expect.stringContaining("a.pem") });
    expect(() => parseSigningKey("no key", "a.pem")).toThrow(invalid);
    expect(() => parseSigningKey(publicKeyPem(key), "a.pem")).toThrow(invalid);
    expect(() => parseSigningKey(privateKey.export({ format: "pem", type: "pkcs8" }).toString(), "a.pem")).toThrow(invalid);
    expect(() => parsePublicKey(publicKey.export({ format: "pem", type: "spki" }).toString(), "a.pem")).toThrow(invalid);
  });
});
