import { parseAddress, type HexRange } from "../address-range.ts";
import { MeshauditError } from "../../model/error.ts";
import { addressesHex } from "../address-set.ts";

/** Ranges that no route of the Internet leads to, by the names of ipaddr.js; `carrierGradeNat` is RFC 6598's 100.64.0.0/10. */
const inside: ReadonlySet<string> = new Set(["private", "loopback", "linkLocal", "carrierGradeNat", "uniqueLocal", "unspecified"]);

/** Whether no route of the Internet leads to an address: private, loopback, link-local, of a carrier's NAT, unique local. False for what is none. */
export const isIntranet = (text: string): boolean => inside.has(parseAddress(text)?.range() ?? "");

/**
 * The cluster's own ranges, which are the intranet's whatever their addresses are.
 *
 * @throws MeshauditError `config-invalid` for a text that is neither an address nor a range.
 */
export const clusterRanges = (texts: readonly string[]): HexRange[] =>
  texts.map((text) => {
    const range = addressesHex(text);
    if (range !== null) return range;
    throw new MeshauditError("config-invalid", `clusterCIDRs has ${JSON.stringify(text)}, which is no range of addresses`, {
      hint: "an IPv4 or IPv6 range, such as 10.244.0.0/16",
    });
  });
