import type { Envelope } from "./envelope.ts";

const space = 0x20;
const brace = 0x7b;
const longestHostName = 253;
const hostName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** `oc adm node-logs` puts the node's name before each line: `master-0 {"kind":"Event",…`. */
export const openshift: Envelope = {
  name: "openshift",
  open(line) {
    const at = line.subarray(0, longestHostName + 1).indexOf(space);
    if (at <= 0 || line[at + 1] !== brace) return null;
    return hostName.test(line.toString("latin1", 0, at)) ? line.subarray(at + 1) : null;
  },
};
