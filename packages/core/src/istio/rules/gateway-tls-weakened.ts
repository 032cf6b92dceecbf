import { own, ownAt, type JsonObject, type JsonValue } from "../../model/json.ts";
import { show } from "../phrase.ts";
import { defineRule, specsOf, type Finding } from "../rule.ts";
import { pairedEntries } from "../states.ts";
import { gatewayEntryName, gatewayLists } from "../summary/gateway.ts";

/** TLS versions, oldest first. None given means 1.2. Source: Istio, ServerTLSSettings.minProtocolVersion. */
const versions = ["TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"];
const rankOf = (version: JsonValue | undefined): number => {
  const rank = typeof version === "string" ? versions.indexOf(version) : -1;
  return rank < 0 ? versions.indexOf("TLSV1_2") : rank;
};

const protocolOf = (entry: JsonObject): string => String(ownAt(entry, "port", "protocol") ?? own(entry, "protocol") ?? "").toUpperCase();
const secure = new Set(["HTTPS", "TLS"]);
const plain = new Set(["HTTP", "HTTP2", "GRPC", "TCP"]);
const asksForCertificate = new Set<JsonValue | undefined>(["MUTUAL", "ISTIO_MUTUAL"]);

const check = (before: JsonObject, after: JsonObject): Finding[] => {
  const name = gatewayEntryName(after);
  if (secure.has(protocolOf(before)) && plain.has(protocolOf(after)))
    return [{ level: "high", why: `${name} takes plain text: TLS is gone` }];
  const [was, is] = [own(before, "tls"), own(after, "tls")];
  if (secure.has(protocolOf(after)) && was !== undefined && is === undefined)
    return [{ level: "high", why: `${name} has lost its TLS settings` }];
  const [old, now] = [own(was, "mode"), own(is, "mode")];
  const found: Finding[] = [];
  if (asksForCertificate.has(old) && !asksForCertificate.has(now)) {
    found.push({ level: "high", why: `${name} no longer asks clients for a certificate (${show(old ?? "")} -> ${show(now ?? "none")})` });
  }
  const passes = (mode: JsonValue | undefined): boolean => typeof mode === "string" && /PASSTHROUGH$/i.test(mode);
  if (passes(now) && !passes(old)) found.push({ level: "medium", why: `${name} passes TLS through: routes see no more than the SNI` });
  if (rankOf(own(is, "minProtocolVersion")) < rankOf(own(was, "minProtocolVersion"))) {
    const version = own(is, "minProtocolVersion") ?? "TLSV1_2";
    found.push({
      level: rankOf(version) < rankOf("TLSV1_2") ? "high" : "medium",
      why: `${name} accepts older TLS (from ${show(version)})`,
    });
  }
  return found;
};

/** An entrance to the mesh that protects less than it did. */
export const gatewayTlsWeakened = defineRule({
  name: "gateway-tls-weakened",
  kinds: ["Gateway", "ListenerSet", "XListenerSet"],
  check(change) {
    if (specsOf(change) === undefined) return undefined;
    const found = gatewayLists.flatMap((list) => pairedEntries(change, list).pairs.flatMap((pair) => check(pair.before, pair.after)));
    return found.find(({ level }) => level === "high") ?? found[0];
  },
});
