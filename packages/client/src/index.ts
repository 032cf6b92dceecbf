// The public surface of @meshaudit/client: whatever is not exported here may change at any time.
export { asksForToken, type CollectorPlace } from "./collector/ask-collector.ts";
export { collectorPlace, collectorSession, isCollector } from "./collector/collector-session.ts";
export { remoteAnswers, type RemoteConfig } from "./collector/remote-answers.ts";
export { configuredSources, namedSources, type Origin } from "./config/choose-sources.ts";
export { meshOfContext, type Config, type MeshConfig } from "./config/config.ts";
export { configPath, readConfig } from "./config/config-file.ts";
export type { RememberedSources } from "./config/edit-config.ts";
export { saveQuery } from "./config/save-query.ts";
export { placeFiles } from "./config/place-config.ts";
export { rememberSources } from "./config/remember-sources.ts";
export { errorCode } from "./error-code.ts";
export {
  listKubeContexts,
  readKubeContext,
  type KubeContext,
  type KubeconfigPlace,
  type KubeEnvironment,
  type ListedContext,
} from "./kubeconfig/kube-context.ts";
export type { ConnectionFlags } from "./live/connection.ts";
export type { NamedCluster } from "./live/live-cluster.ts";
export { openLiveCluster } from "./live/open-live-cluster.ts";
export { openOrCreateProject, openProject, recreateProject, type AskedProject } from "./store/open-project.ts";
export { parseSize } from "./store/parse-size.ts";
export { publicKey, signingKey } from "./store/signing-key.ts";
export { signingKeyPath, storeRoot } from "./store/store-root.ts";
export { age, ageInWords, dateAndTime, exactTime, shortDate, span, timeBetween } from "./time/format-time.ts";
export { parseLength, parseTime, type Clock } from "./time/parse-time.ts";
export { localZone, utc, type Zone } from "./time/zone.ts";
export { howLabel, whoLabel } from "./words/actor.ts";
export { csvLines, type CsvCell } from "./words/csv.ts";
export { fullKindLabel, kindLabel, objectLabel, placeLabel, resourceName } from "./words/naming.ts";
export { isUnsafe, safeJson, safeLines, safeText } from "./words/safe-text.ts";
export { valueLabel } from "./words/value.ts";
