import { stringify } from "yaml";

/** How an API server proves to be one. */
export type WebhookCredential =
  | { kind: "token"; token: string }
  | /** Paths on the machine of the API server. */ { kind: "certificate"; certificateFile: string; keyFile: string };

/** What an API server needs to know of a collector. */
export interface WebhookTarget {
  /** As API servers reach it, such as `https://collector.example.com:8443`. */
  url: string;
  mesh: string;
  /** Certificates to trust, PEM; null: those that the API server's machine trusts anyway. */
  ca: string | null;
  credential: WebhookCredential;
}

const name = "meshaudit";

/** The file for kube-apiserver's `--audit-webhook-config-file`. It holds the token: it is for the API servers' eyes alone. */
export const webhookKubeconfig = ({ url, mesh, ca, credential }: WebhookTarget): string =>
  stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name,
        cluster: {
          server: `${url.replace(/\/+$/, "")}/webhook/${encodeURIComponent(mesh)}`,
          ...(ca === null ? {} : { "certificate-authority-data": Buffer.from(ca).toString("base64") }),
        },
      },
    ],
    users: [
      {
        name,
        user:
          credential.kind === "token"
            ? { token: credential.token }
            : { "client-certificate": credential.certificateFile, "client-key": credential.keyFile },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
