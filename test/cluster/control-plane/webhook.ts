/** Where the API server posts its audit events to. */
export interface Webhook {
  /** The text of `--audit-webhook-config-file`, a kubeconfig. */
  config: string;
  /** `blocking`: a request is answered only when its event was taken. */
  mode: "batch" | "blocking";
  /** How long a batch waits for more events in `batch` mode, in seconds; 30 as in kube-apiserver. */
  maxWait?: number;
  /** After how many seconds what was refused is brought again, at first; 10 as in kube-apiserver. It tries four times more, ever more slowly. */
  initialBackoff?: number;
}

/** A kubeconfig for a receiver; JSON is YAML too. https only: to plain http the API server sends no token. */
export const webhookConfig = (url: string, authority: string, token: string): string =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "receiver", cluster: { server: url, "certificate-authority-data": Buffer.from(authority).toString("base64") } }],
    users: [{ name: "api-server", user: { token } }],
    contexts: [{ name: "receiver", context: { cluster: "receiver", user: "api-server" } }],
    "current-context": "receiver",
  });

/** The API server's flags for it. */
export const webhookFlags = ({ mode, maxWait, initialBackoff }: Webhook, configFile: string): string[] => [
  `--audit-webhook-config-file=${configFile}`,
  `--audit-webhook-mode=${mode}`,
  ...(initialBackoff === undefined ? [] : [`--audit-webhook-initial-backoff=${initialBackoff}s`]),
  ...(mode === "batch" && maxWait !== undefined ? [`--audit-webhook-batch-max-wait=${maxWait}s`] : []),
];
