import type { Actor } from "../model/change.ts";

/** Autoscalers that run outside the control plane's own namespace. */
const autoscaler = /^system:serviceaccount:[^:]+:(?:keda-operator|vpa-|.*autoscaler)/s;

/**
 * Whether an actor only reacts to what others did: the control plane's controllers (istiod, garbage collection, the namespace controller)
 * and autoscalers. Deployers and impersonated components do not: someone's decision stands behind what they do.
 */
export const isReactive = (actor: Actor): boolean =>
  actor.impersonatedBy === null && (actor.type === "system" || autoscaler.test(actor.user));
