import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import { Refusal } from "../http/refusal.ts";
import { tokenHash } from "./create-token.ts";
import { everyMesh, type Credential, type Role } from "./credential.ts";

/** Who sent a request, as far as was proven. */
export interface Caller {
  name: string;
  /** null: every one, where no credentials are asked for. */
  role: Role | null;
  meshes: readonly string[];
}

const anybody: Caller = { name: "anybody", role: null, meshes: [everyMesh] };

/** The names in a client certificate that the trusted authority vouches for. */
interface Certified {
  commonNames: readonly string[];
  organizations: readonly string[];
  /** ms since the epoch. */
  expiresAt: number;
}

/** What `identify` knows the callers by. */
export interface Known {
  /** null: everybody may do everything. */
  credentials: readonly Credential[] | null;
  /** Whether the connection was made under the certificates in force: after they changed, an old connection proves nothing. */
  isCurrent(socket: object): boolean;
  now(): number;
}

const seen = new WeakMap<object, Certified>();

const texts = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((text) => typeof text === "string");

const certifiedOn = (socket: TLSSocket): Certified | null => {
  // A resumed session counts as authorized though it may have shown no certificate: so the certificate itself must be there.
  if (!socket.authorized) return null;
  const known = seen.get(socket);
  if (known !== undefined) return known;
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return null;
  const { subject } = certificate.toLegacyObject();
  const certified = { commonNames: texts(subject.CN), organizations: texts(subject.O), expiresAt: Date.parse(certificate.validTo) };
  seen.set(socket, certified);
  return certified;
};

/** The credential that a token proves, by the token's hash; null when it proves none. */
export const byTokenHash = (hash: Buffer, credentials: readonly Credential[]): Credential | null => {
  let found: Credential | null = null;
  // All are compared, each in constant time: how long it takes tells nothing of how near a guess was.
  for (const credential of credentials) {
    const { proof } = credential;
    if (proof.kind === "token" && timingSafeEqual(Buffer.from(proof.sha256, "hex"), hash)) found ??= credential;
  }
  return found;
};

const byCertificate = (certified: Certified, credentials: readonly Credential[]): Credential | null =>
  credentials.find(
    ({ proof }) =>
      proof.kind === "certificate" &&
      (proof.commonName === null || certified.commonNames.includes(proof.commonName)) &&
      (proof.organization === null || certified.organizations.includes(proof.organization)),
  ) ?? null;

const bearer = /^Bearer +([\x21-\x7e]{1,512})$/i;

const noCredential = (): Refusal => new Refusal("no-credential", "a bearer token or a client certificate is asked for");

/**
 * Who sent a request: by its bearer token, which must be right when there is one, else by its client certificate.
 *
 * @throws Refusal `no-credential`
 */
export const identify = ({ headers, socket }: IncomingMessage, { credentials, isCurrent, now }: Known): Caller => {
  if (credentials === null) return anybody;
  if (headers.authorization !== undefined) {
    const token = bearer.exec(headers.authorization)?.[1];
    const credential = token === undefined ? null : byTokenHash(tokenHash(token), credentials);
    if (credential === null) throw noCredential();
    return credential;
  }
  if (!(socket instanceof TLSSocket) || !isCurrent(socket)) throw noCredential();
  const certified = certifiedOn(socket);
  const credential = certified === null || certified.expiresAt < now() ? null : byCertificate(certified, credentials);
  if (credential === null) throw noCredential();
  return credential;
};

/** Holds a caller to a role. Throws Refusal `wrong-role`. */
export const demandRole = (caller: Caller, role: Role): void => {
  if (caller.role !== null && caller.role !== role) throw new Refusal("wrong-role", `this takes a credential for ${role}`);
};

/** Whether a caller may touch a mesh. */
export const mayTouch = (caller: Caller, mesh: string): boolean => caller.meshes.includes(everyMesh) || caller.meshes.includes(mesh);
