import { generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** A certificate and its key, as PEM. */
export interface Certified {
  certificate: string;
  key: string;
}

/** Signs certificates; its own is what to trust. */
export interface Authority {
  certificate: string;
  /** A certificate to serve `localhost` and 127.0.0.1 with. */
  issue(commonName: string): Certified;
}

/** A new authority for one run of tests. */
export const makeAuthority = (commonName: string): Authority => {
  const own = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issue = (subject: string, publicKey: KeyObject, extensions: Buffer[]): string =>
    certificateOf({ issuer: commonName, subject, publicKey, extensions, signWith: own.privateKey });
  return {
    certificate: issue(commonName, own.publicKey, [extension(oid.basicConstraints, sequence(boolean(true)))]),
    issue: (name) => {
      const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const names = sequence(der(0x82, Buffer.from("localhost")), der(0x87, Buffer.from([127, 0, 0, 1])));
      return {
        certificate: issue(name, publicKey, [extension(oid.subjectAltName, names)]),
        key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
      };
    },
  };
};

/** Object identifiers, encoded. */
const oid = {
  commonName: der(0x06, Buffer.from([0x55, 0x04, 0x03])),
  basicConstraints: der(0x06, Buffer.from([0x55, 0x1d, 0x13])),
  subjectAltName: der(0x06, Buffer.from([0x55, 0x1d, 0x11])),
  ecdsaWithSha256: der(0x06, Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02])),
};

interface Facts {
  issuer: string;
  subject: string;
  publicKey: KeyObject;
  extensions: Buffer[];
  signWith: KeyObject;
}

/** An X.509 certificate (RFC 5280), version 3, for a day from an hour ago. */
const certificateOf = ({ issuer, subject, publicKey, extensions, signWith }: Facts): string => {
  const algorithm = sequence(oid.ecdsaWithSha256);
  const hour = 3_600_000;
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name(issuer),
    sequence(time(Date.now() - hour), time(Date.now() + 24 * hour)),
    name(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensions)),
  );
  const whole = sequence(body, algorithm, bits(sign("sha256", body, signWith)));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
};

/** One value in DER: tag, length, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const digits = content.length.toString(16);
  const length = Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);

const boolean = (value: boolean): Buffer => der(0x01, Buffer.from([value ? 0xff : 0]));

const bits = (value: Buffer): Buffer => der(0x03, Buffer.from([0]), value);

const name = (commonName: string): Buffer => sequence(der(0x31, sequence(oid.commonName, der(0x0c, Buffer.from(commonName)))));

/** UTCTime: two digits of the year, to the second. */
const time = (ms: number): Buffer => der(0x17, Buffer.from(`${new Date(ms).toISOString().slice(2, 19).replace(/\D/g, "")}Z`));

const extension = (id: Buffer, value: Buffer): Buffer => sequence(id, boolean(true), der(0x04, value));
