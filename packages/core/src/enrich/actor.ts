import type { AuditEvent } from "../model/audit-event.ts";
import type { Actor } from "../model/change.ts";
import { actorTypeOf } from "./actor-type.ts";
import { clientAddress } from "./address.ts";
import { clientOf } from "./client.ts";

/** Whom the API server takes a request without valid credentials for. A 401's event has no user at all. */
const anonymous = "system:anonymous";

/**
 * Who sent a request: whom the API server acted for, who authenticated when that was another, what with and from where.
 *
 * @param options trustedProxies: addresses or CIDR ranges of proxies whose X-Forwarded-For is believed.
 * @throws MeshauditError `config-invalid` for a trusted proxy that is no address.
 */
export const actorOf = (event: AuditEvent, options: { trustedProxies: readonly string[] }): Actor => {
  const authenticated = event.user.username || anonymous;
  const user = event.impersonatedUser?.username || authenticated;
  const client = clientOf(event.userAgent, event.requestURI, event.verb);
  return {
    user,
    groups: (event.impersonatedUser?.username ? event.impersonatedUser.groups : event.user.groups) ?? [],
    impersonatedBy: user === authenticated ? null : authenticated,
    type: actorTypeOf(user, client),
    client,
    ip: clientAddress(event.sourceIPs, options.trustedProxies),
  };
};
