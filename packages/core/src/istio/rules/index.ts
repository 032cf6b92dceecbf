import type { Rule } from "../rule.ts";
import { accessNarrowed } from "./access-narrowed.ts";
import { allowAll } from "./allow-all.ts";
import { allowWithoutSource } from "./allow-without-source.ts";
import { answeredDirectly } from "./answered-directly.ts";
import { authenticationRemoved } from "./authentication-removed.ts";
import { authorizationRemoved } from "./authorization-removed.ts";
import { circuitBreakerRemoved } from "./circuit-breaker-removed.ts";
import { connectionPoolTight } from "./connection-pool-tight.ts";
import { denyLoosened } from "./deny-loosened.ts";
import { egressClosed } from "./egress-closed.ts";
import { egressOpened } from "./egress-opened.ts";
import { envoyFilterChanged } from "./envoy-filter-changed.ts";
import { everythingDenied } from "./everything-denied.ts";
import { extensionCodeChanged } from "./extension-code-changed.ts";
import { extensionUnpinned } from "./extension-unpinned.ts";
import { faultInjected } from "./fault-injected.ts";
import { faultLeft } from "./fault-left.ts";
import { gatewayClosed } from "./gateway-closed.ts";
import { gatewayTlsWeakened } from "./gateway-tls-weakened.ts";
import { hostRemoved } from "./host-removed.ts";
import { httpsRedirectDropped } from "./https-redirect-dropped.ts";
import { mirrorAdded } from "./mirror-added.ts";
import { mtlsEnforced } from "./mtls-enforced.ts";
import { mtlsWeakened } from "./mtls-weakened.ts";
import { referenceGranted } from "./reference-granted.ts";
import { retriesChanged } from "./retries-changed.ts";
import { routeDetached } from "./route-detached.ts";
import { routeRemoved } from "./route-removed.ts";
import { routeShadowed } from "./route-shadowed.ts";
import { routingDeleted } from "./routing-deleted.ts";
import { selectorRemoved } from "./selector-removed.ts";
import { subsetRelabelled } from "./subset-relabelled.ts";
import { subsetRemoved } from "./subset-removed.ts";
import { timeoutChanged } from "./timeout-changed.ts";
import { tlsWeakened } from "./tls-weakened.ts";
import { trafficMoved } from "./traffic-moved.ts";
import { weightsOdd } from "./weights-odd.ts";
import { wildcardHost } from "./wildcard-host.ts";

/** Every rule: of equal levels, the first is told first. A new one is a new file and a line here. */
export const rules: readonly Rule[] = [
  faultInjected,
  trafficMoved,
  answeredDirectly,
  mtlsWeakened,
  tlsWeakened,
  gatewayTlsWeakened,
  gatewayClosed,
  routingDeleted,
  routeRemoved,
  routeShadowed,
  routeDetached,
  hostRemoved,
  subsetRemoved,
  subsetRelabelled,
  weightsOdd,
  allowAll,
  allowWithoutSource,
  denyLoosened,
  everythingDenied,
  accessNarrowed,
  authorizationRemoved,
  authenticationRemoved,
  selectorRemoved,
  mtlsEnforced,
  envoyFilterChanged,
  extensionCodeChanged,
  extensionUnpinned,
  egressOpened,
  egressClosed,
  connectionPoolTight,
  circuitBreakerRemoved,
  timeoutChanged,
  retriesChanged,
  httpsRedirectDropped,
  wildcardHost,
  referenceGranted,
  mirrorAdded,
  faultLeft,
];
