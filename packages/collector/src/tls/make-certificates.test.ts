import { X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { clientAuthority, scratch } from "../testing/authority.ts";
import { identifier, time } from "./der.ts";
import { makeCertificates } from "./make-certificates.ts";

const files = scratch();
afterAll(() => files.remove());

const day = 86_400_000;
const now = Date.parse("2026-11-24T12:00:00Z");
let count = 0;
/** Serial numbers that begin with zeros and with ones. */
const random = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(count++ % 2 === 0 ? 0 : 255);
const make = (names: string[], at: number, folder = "made") =>
  makeCertificates({ folder: join(files.folder, folder), names, now: at, random });
const certificateAt = (path: string): X509Certificate => new X509Certificate(readFileSync(path));

describe("made certificates", () => {
  it("are an authority's and a server's, for all the names, the keys for their owner's eyes alone", async () => {
    const names = ["collector.example.com", "*.mesh.example.com", "192.0.2.7", "2001:db8::7", "::1", "::ffff:192.0.2.1"];
    const made = await make(names, now);
    const ca = new X509Certificate(made.ca);
    const server = certificateAt(made.cert);
    expect(ca).toMatchObject({ ca: true, subject: "CN=meshaudit collector authority" });
    expect(ca.verify(ca.publicKey)).toBe(true);
    expect(server.ca).toBe(false);
    expect(server.verify(ca.publicKey)).toBe(true);
    expect(server.checkIssued(ca)).toBe(true);
    expect(server.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
    for (const name of ["collector.example.com", "a.mesh.example.com"]) expect(server.checkHost(name), name).toBeDefined();
    for (const address of ["192.0.2.7", "2001:db8::7", "::1"]) expect(server.checkIP(address), address).toBe(address);
    expect(server.checkHost("other.example.com")).toBeUndefined();
    for (const name of ["ca.key", "tls.key"]) expect(statSync(join(files.folder, "made", name)).mode & 0o777, name).toBe(0o600);
    for (const name of ["ca.crt", "tls.crt"]) expect(statSync(join(files.folder, "made", name)).mode & 0o777, name).toBe(0o644);
    expect(new Date(made.expiresAt).toISOString()).toBe("2027-12-26T12:00:00.000Z");
  });

  it("are used on while they fit; the authority stays when the server's is made anew", async () => {
    const first = await make(["localhost"], now, "again");
    const before = certificateAt(first.cert).serialNumber;
    const again = await make(["localhost"], now + 300 * day, "again");
    expect(certificateAt(again.cert).serialNumber).toBe(before);
    const late = await make(["localhost"], now + 310 * day, "again");
    expect(late.ca).toBe(first.ca);
    expect(late.expiresAt).toBeGreaterThan(first.expiresAt);
    const renamed = await make(["localhost", "192.0.2.1"], now + 310 * day, "again");
    expect(certificateAt(renamed.cert).checkIP("192.0.2.1")).toBe("192.0.2.1");
  });

  it("are for names that can be names", async () => {
    for (const name of ["", "two words", "a..b", "-", "a/b", "a\nb", "*"])
      await expect(make([name], now), JSON.stringify(name)).rejects.toMatchObject({ code: "argument-invalid" });
    await expect(make([], now)).rejects.toMatchObject({ code: "argument-invalid" });
  });

  it("may name a caller's organization", () => {
    const { cert } = clientAuthority().issue("carol@example.com", "auditors");
    expect(new X509Certificate(cert).subject.split("\n")).toEqual(["O=auditors", "CN=carol@example.com"]);
  });
});

describe("DER", () => {
  it("writes identifiers and times as the standards show them", () => {
    expect(identifier("1.2.840.113549").toString("hex")).toBe("06062a864886f70d");
    expect(time(Date.parse("2049-12-31T23:59:59Z")).toString("latin1").slice(2)).toBe("491231235959Z");
    expect(time(Date.parse("2050-01-01T00:00:00Z")).toString("latin1").slice(2)).toBe("20500101000000Z");
  });
});
