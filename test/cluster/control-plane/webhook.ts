import { readFileSync } from "node:fs";

/** Where the API server posts its audit events to, as a kubeconfig file of `--audit-webhook-config-file` has it. */
export interface Webhook {
  /** https only: to plain http the API server sends no token. */
  url: string;
  /** The authority that signed the receiver's certificate, PEM. */
  caFile: string;
  /** The bearer token, alone in the file. */
  tokenFile: string;
  /** `blocking`: a request is answered only when its event was taken. */
  mode: "batch" | "blocking";
  /** How long a batch waits for more events in `batch` mode, in seconds; 30 as in kube-apiserver. */
  maxWait?: number;
}

/** The kubeconfig file for the API server; JSON is YAML too. */
export const webhookConfig = ({ url, caFile, tokenFile }: Webhook): string =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "receiver", cluster: { server: url, "certificate-authority": caFile } }],
    users: [{ name: "api-server", user: { token: readFileSync(tokenFile, "utf8").trim() } }],
    contexts: [{ name: "receiver", context: { cluster: "receiver", user: "api-server" } }],
    "current-context": "receiver",
  });

/** The API server's flags for it. */
export const webhookFlags = ({ mode, maxWait }: Webhook, configFile: string): string[] => [
  `--audit-webhook-config-file=${configFile}`,
  `--audit-webhook-mode=${mode}`,
  "--audit-webhook-initial-backoff=1s",
  ...(mode === "batch" && maxWait !== undefined ? [`--audit-webhook-batch-max-wait=${maxWait}s`] : []),
];
