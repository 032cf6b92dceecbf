// The public surface of @meshaudit/collector: whatever is not exported here may change at any time.
export { everyMesh, type Credential, type Proof, type Role } from "./access/credential.ts";
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
