import { isObject, own, ownAt, type JsonObject, type JsonValue } from "../../model/json.ts";
import { specOf } from "../facts.ts";
import { show } from "../phrase.ts";
import { defineRule, type Finding } from "../rule.ts";

const modeOf = (mtls: JsonValue | undefined): string | undefined => {
  const mode = own(mtls, "mode");
  return typeof mode === "string" && mode !== "UNSET" ? mode : undefined;
};

/** STRICT refuses plain text; anything else lets it in. Source: Istio, PeerAuthentication.mtls.mode. */
const weakened = (before: string | undefined, after: string | undefined, where: string): Finding[] => {
  const arrow = `(${show(before ?? "inherited")} -> ${show(after ?? "inherited")})`;
  if (before === after) return [];
  if (after === "DISABLE") return [{ level: "high", why: `mTLS is off${where}: plain text only ${arrow}` }];
  if (before === "STRICT") return [{ level: "high", why: `workloads now accept plain text${where} ${arrow}` }];
  if (before === undefined && after === "PERMISSIVE")
    return [{ level: "medium", why: `plain text is accepted${where}, whatever the mesh asks for` }];
  return [];
};

const portsOf = (spec: JsonObject): JsonObject => {
  const ports = own(spec, "portLevelMtls");
  return isObject(ports) ? ports : {};
};

/** Workloads that take plain text, or no longer insist on mTLS: for all ports or for one. */
export const mtlsWeakened = defineRule({
  name: "mtls-weakened",
  kinds: ["PeerAuthentication"],
  check(change) {
    if (change.before === null && change.operation !== "created") return undefined;
    if (change.after === null && change.operation !== "deleted") return undefined;
    const [before, after] = [specOf(change.before), specOf(change.after)];
    const ports = new Set([...Object.keys(portsOf(after)), ...Object.keys(portsOf(before))]);
    const found = [
      ...weakened(modeOf(own(before, "mtls")), modeOf(own(after, "mtls")), ""),
      ...[...ports].flatMap((port) =>
        weakened(modeOf(ownAt(before, "portLevelMtls", port)), modeOf(ownAt(after, "portLevelMtls", port)), ` on port ${show(port)}`),
      ),
    ];
    return found.find(({ level }) => level === "high") ?? found[0];
  },
});
