import { createHash, createPublicKey, sign, type KeyObject } from "node:crypto";
import { isIP } from "node:net";
import { bits, der, identifier, integer, octets, sequence, time, utf8, yes } from "./der.ts";

/** Whom a certificate names. */
export interface Subject {
  commonName: string;
  organization: string | null;
}

/** What a certificate is for. */
export type Purpose =
  | /** To sign others with. */ { kind: "authority" }
  | /** To serve these DNS names and addresses with. */ { kind: "server"; names: readonly string[] }
  | /** To call a server with. */ { kind: "client" };

/** What goes into a certificate. Times in ms since the epoch. */
export interface CertificateFacts {
  subject: Subject;
  purpose: Purpose;
  publicKey: KeyObject;
  issuer: Subject;
  /** The issuer's EC key on P-256. */
  signWith: KeyObject;
  from: number;
  to: number;
  /** 16 random bytes, so that no two certificates have one serial number. */
  serial: Uint8Array;
}

const ecdsaWithSha256 = sequence(identifier("1.2.840.10045.4.3.2"));

const nameOf = ({ commonName, organization }: Subject): Buffer => {
  const part = (type: string, text: string): Buffer => der(0x31, sequence(identifier(type), utf8(text)));
  return sequence(...(organization === null ? [] : [part("2.5.4.10", organization)]), part("2.5.4.3", commonName));
};

/** Positive, and without a leading zero byte. */
const serialOf = (random: Uint8Array): Buffer => {
  const bytes = Buffer.from(random);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return der(0x02, bytes);
};

/** Names the key, by the first method of RFC 7093. */
const keyIdentifier = (key: KeyObject): Buffer =>
  createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest()
    .subarray(0, 20);

const addressBytes = (address: string): Buffer => {
  if (isIP(address) === 4) return Buffer.from(address.split(".").map(Number));
  // The URL parser writes an IPv6 address in hex alone, in its one short form.
  const [left = "", right] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const groups = (side: string): string[] => (side === "" ? [] : side.split(":"));
  const tail = right === undefined ? [] : groups(right);
  const zeros = Array<string>(8 - groups(left).length - tail.length).fill("0");
  return Buffer.from([...groups(left), ...zeros, ...tail].map((group) => group.padStart(4, "0")).join(""), "hex");
};

const alternativeName = (name: string): Buffer => (isIP(name) === 0 ? der(0x82, Buffer.from(name)) : der(0x87, addressBytes(name)));

const extension = (type: string, critical: boolean, value: Buffer): Buffer =>
  sequence(identifier(type), ...(critical ? [yes()] : []), octets(value));

/** Bits of KeyUsage, from the highest: digitalSignature 0, keyCertSign 5, cRLSign 6. */
const usage = { sign: bits(Buffer.from([0x80]), 7), certify: bits(Buffer.from([0x06]), 1) };

const extensionsFor = ({ purpose, publicKey, signWith }: CertificateFacts): Buffer[] => {
  const isAuthority = purpose.kind === "authority";
  const uses = { authority: null, server: "1.3.6.1.5.5.7.3.1", client: "1.3.6.1.5.5.7.3.2" }[purpose.kind];
  return [
    extension("2.5.29.19", true, isAuthority ? sequence(yes(), integer(0)) : sequence()),
    extension("2.5.29.15", true, isAuthority ? usage.certify : usage.sign),
    ...(uses === null ? [] : [extension("2.5.29.37", false, sequence(identifier(uses)))]),
    extension("2.5.29.14", false, octets(keyIdentifier(publicKey))),
    extension("2.5.29.35", false, sequence(der(0x80, keyIdentifier(createPublicKey(signWith))))),
    ...(purpose.kind === "server" ? [extension("2.5.29.17", false, sequence(...purpose.names.map(alternativeName)))] : []),
  ];
};

/** An X.509 certificate of version 3 as PEM. Source: RFC 5280. */
export const issueCertificate = (facts: CertificateFacts): string => {
  const { subject, publicKey, issuer, signWith, from, to, serial } = facts;
  const body = sequence(
    der(0xa0, integer(2)),
    serialOf(serial),
    ecdsaWithSha256,
    nameOf(issuer),
    sequence(time(from), time(to)),
    nameOf(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensionsFor(facts))),
  );
  const whole = sequence(body, ecdsaWithSha256, bits(sign("sha256", body, signWith)));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
};
