/**
 * What a credential may do. `write`: post events, and read nothing. `read`: ask questions. `metrics`: read the metrics, which count the events
 * of all meshes and name credentials, and nothing else.
 */
export const roles = ["write", "read", "metrics"] as const;
export type Role = (typeof roles)[number];

/** Stands for every mesh in `Credential.meshes`. */
export const everyMesh = "*";

/** How a caller proves that it is who it says. */
export type Proof =
  | /** A bearer token, kept as its SHA-256 in hex: it is 256 random bits, which no slower hash makes safer. */ {
      kind: "token";
      sha256: string;
    }
  | /** A client certificate of the trusted authority with this common name and organization; null: whatever it is. */ {
      kind: "certificate";
      commonName: string | null;
      organization: string | null;
    };

/** Who may do what. Several may share a name, such as while a token is being replaced. */
export interface Credential {
  name: string;
  role: Role;
  /** Names of meshes, or `everyMesh`. */
  meshes: readonly string[];
  proof: Proof;
}
