import { own, ownAt } from "../../model/json.ts";
import { defineRule, specsOf } from "../rule.ts";

/** STRICT refuses clients without a sidecar, which until now were served. */
export const mtlsEnforced = defineRule({
  name: "mtls-enforced",
  kinds: ["PeerAuthentication"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const strict = own(own(specs.after, "mtls"), "mode") === "STRICT" && own(own(specs.before, "mtls"), "mode") !== "STRICT";
    const ports = Object.keys(own(specs.after, "portLevelMtls") ?? {}).filter(
      (port) =>
        ownAt(specs.after, "portLevelMtls", port, "mode") === "STRICT" && ownAt(specs.before, "portLevelMtls", port, "mode") !== "STRICT",
    );
    if (!strict && ports.length === 0) return undefined;
    return { level: "low", why: `clients without mTLS are refused${strict ? "" : ` on port ${ports.slice(0, 3).join(", ")}`}` };
  },
});
