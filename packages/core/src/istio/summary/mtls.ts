import { isObject, own, ownAt, sameJson } from "../../model/json.ts";
import { differs, show } from "../phrase.ts";
import { tellKeys, tellLeaves, type Tell } from "../tell.ts";

const tellPorts: Tell = (before, after) => {
  const ports = new Set([before, after].flatMap((value) => (isObject(value) ? Object.keys(value) : [])));
  return [...ports]
    .filter((port) => !sameJson(own(before, port), own(after, port)))
    .map((port) => differs(`mTLS of port ${show(port)}`, ownAt(before, port, "mode"), ownAt(after, port, "mode")));
};

/** How two PeerAuthentications differ: `mTLS STRICT -> PERMISSIVE`. */
export const tellPeerAuthentication = tellKeys({
  mtls: (before, after) => [differs("mTLS", own(before, "mode"), own(after, "mode"))],
  portLevelMtls: tellPorts,
  selector: tellLeaves("selector"),
});
