import { join } from "node:path";
import type { ControlPlaneFiles } from "./files.ts";
import { webhookFlags, type Webhook } from "./webhook.ts";

/** How etcd is started: nothing of it has to survive, so nothing is synced. */
export const etcdFlags = (folder: string, clients: number, peers: number): string[] => {
  const [client, peer] = [`http://127.0.0.1:${clients}`, `http://127.0.0.1:${peers}`];
  return [
    `--data-dir=${join(folder, "etcd")}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    "--unsafe-no-fsync",
  ];
};

export const apiServerFlags = (files: ControlPlaneFiles, port: number, etcd: number, webhook: Webhook | undefined): string[] => [
  `--etcd-servers=http://127.0.0.1:${etcd}`,
  "--bind-address=127.0.0.1",
  `--secure-port=${port}`,
  `--tls-cert-file=${files.certificate}`,
  `--tls-private-key-file=${files.key}`,
  `--token-auth-file=${files.tokens}`,
  "--authorization-mode=RBAC",
  `--service-account-key-file=${files.serviceAccountKey}`,
  `--service-account-signing-key-file=${files.serviceAccountKey}`,
  "--service-account-issuer=https://kubernetes.default.svc",
  "--service-cluster-ip-range=10.96.0.0/16",
  `--audit-policy-file=${files.policy}`,
  `--audit-log-path=${files.auditLog}`,
  ...(webhook === undefined ? [] : webhookFlags(webhook, files.webhook)),
];

/** The controllers of a real cluster, but for those that need nodes. */
export const controllerManagerFlags = (files: ControlPlaneFiles): string[] => [
  `--kubeconfig=${files.kubeconfig}`,
  "--secure-port=0",
  "--use-service-account-credentials",
  `--service-account-private-key-file=${files.serviceAccountKey}`,
  `--root-ca-file=${files.authority}`,
  "--controllers=*,-node-ipam-controller,-node-lifecycle-controller",
  "--leader-elect=false",
  "--kube-api-qps=200",
  "--kube-api-burst=300",
];
