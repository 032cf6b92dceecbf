import { isObject, MeshauditError, own, textAt, type JsonObject, type JsonValue } from "@meshaudit/core";
import { parseDocument, stringify } from "yaml";
import { roles, type Credential, type Proof, type Role } from "./credential.ts";

/** Version and kind of the file of credentials. */
const head = { apiVersion: "meshaudit.io/v1", kind: "CollectorCredentials" };

const invalid = (path: string, reason: string): MeshauditError =>
  new MeshauditError("config-invalid", `the file of credentials ${path} is not usable: ${reason}`, {
    hint: "it is YAML: a list `credentials`, each with name, role (write, read or metrics), meshes, and tokenSHA256 or certificate",
  });

const isRole = (text: string | null): text is Role => text !== null && roles.some((role) => role === text);

const longestName = 128;

const proofOf = (entry: JsonValue): Proof | null => {
  const sha256 = textAt(entry, "tokenSHA256");
  const certificate = own(entry, "certificate");
  if (sha256 !== null) return certificate === undefined && /^[0-9a-f]{64}$/.test(sha256) ? { kind: "token", sha256 } : null;
  const commonName = textAt(certificate, "commonName");
  const organization = textAt(certificate, "organization");
  return commonName === null && organization === null ? null : { kind: "certificate", commonName, organization };
};

const credentialOf = (entry: JsonValue, index: number, path: string): Credential => {
  const where = `credentials[${index}]`;
  const name = textAt(entry, "name");
  const role = textAt(entry, "role");
  const meshes = own(entry, "meshes") ?? (role === "metrics" ? [] : null);
  const proof = proofOf(entry);
  if (name === null || name.length > longestName) throw invalid(path, `${where} has no name of up to ${longestName} characters`);
  if (!isRole(role)) throw invalid(path, `${where}.role is none of ${roles.join(", ")}`);
  if (!Array.isArray(meshes) || !meshes.every((mesh) => typeof mesh === "string"))
    throw invalid(path, `${where}.meshes is no list of texts`);
  if (proof === null)
    throw invalid(path, `${where} needs either tokenSHA256, 64 hex digits, or certificate with commonName or organization`);
  return { name, role, meshes, proof };
};

const valueOf = (text: string, path: string): unknown => {
  const document = parseDocument(text);
  const [wrong] = document.errors;
  if (wrong !== undefined) throw invalid(path, `it is no YAML (${wrong.code})`);
  try {
    // Aliases could grow a small file into an endless one; nothing here needs them.
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw invalid(path, "it has aliases");
  }
};

/**
 * The credentials in a file's text. An empty list is fine: then nobody may do anything.
 *
 * @throws MeshauditError `config-invalid`, which says where; nothing of it is a secret.
 */
export const credentialsIn = (text: string, path: string): Credential[] => {
  const value = valueOf(text, path);
  if (!isObject(value) || value["apiVersion"] !== head.apiVersion || value["kind"] !== head.kind)
    throw invalid(path, `it does not begin with apiVersion: ${head.apiVersion} and kind: ${head.kind}`);
  const entries = value["credentials"] ?? [];
  if (!Array.isArray(entries)) throw invalid(path, "credentials is no list");
  return entries.map((entry, index) => credentialOf(entry, index, path));
};

const proofEntry = (proof: Proof): JsonObject => {
  if (proof.kind === "token") return { tokenSHA256: proof.sha256 };
  const { commonName, organization } = proof;
  return { certificate: { ...(commonName === null ? {} : { commonName }), ...(organization === null ? {} : { organization }) } };
};

/** A file's text with one more credential; its comments stay. `text` null: a new file. */
export const withCredential = (text: string | null, { name, role, meshes, proof }: Credential, path: string): string => {
  const entry = { name, role, meshes: [...meshes], ...proofEntry(proof) };
  if (text === null || text.trim() === "") return stringify({ ...head, credentials: [entry] });
  credentialsIn(text, path);
  const document = parseDocument(text);
  if (!Array.isArray(own(document.toJS(), "credentials"))) document.set("credentials", document.createNode([]));
  document.addIn(["credentials"], document.createNode(entry));
  return document.toString();
};
