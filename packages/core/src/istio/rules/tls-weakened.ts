import { own } from "../../model/json.ts";
import { eachPolicy } from "../policies.ts";
import { defineRule, specsOf, type Finding } from "../rule.ts";

/** Requests that leave in plain text, or without proof of who sends them. No mode at all means mTLS wherever the mesh can. */
export const tlsWeakened = defineRule({
  name: "tls-weakened",
  kinds: ["DestinationRule"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const found = eachPolicy(specs, "tls").flatMap(({ place, before, after }): Finding[] => {
      const to = place === "" ? "" : ` to ${place}`;
      const [was, is] = [own(before, "mode"), own(after, "mode")];
      if (is === "DISABLE" && was !== "DISABLE") return [{ level: "high", why: `requests${to} go in plain text` }];
      if (own(after, "insecureSkipVerify") === true && own(before, "insecureSkipVerify") !== true) {
        return [{ level: "high", why: `the certificate of the server${to} is no longer checked` }];
      }
      if (is === "SIMPLE" && (was === "ISTIO_MUTUAL" || was === "MUTUAL")) {
        return [{ level: "medium", why: `requests${to} no longer carry a client certificate (${was} -> SIMPLE)` }];
      }
      return [];
    });
    return found.find(({ level }) => level === "high") ?? found[0];
  },
});
