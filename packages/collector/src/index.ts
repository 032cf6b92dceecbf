// The public surface of @meshaudit/collector: whatever is not exported here may change at any time.
export { createToken, type NewToken } from "./access/create-token.ts";
export { everyMesh, roles, type Credential, type Proof, type Role } from "./access/credential.ts";
export {
  defaultLimits,
  type Access,
  type CollectedMesh,
  type Collector,
  type CollectorConfig,
  type Limits,
  type Listen,
  type OpenAnswers,
  type TlsFiles,
} from "./config.ts";
export { startCollector } from "./start-collector.ts";
export { makeCertificates, type CertificatesToMake, type MadeCertificates } from "./tls/make-certificates.ts";
export { webhookKubeconfig, type WebhookCredential, type WebhookTarget } from "./webhook-kubeconfig.ts";
