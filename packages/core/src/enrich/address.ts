import ipaddr from "ipaddr.js";
import { MeshauditError } from "../model/error.ts";

type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

const parseProxy = (text: string): Range => {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (ipaddr.isValid(text)) {
    const address = ipaddr.process(text);
    return [address, address.kind() === "ipv4" ? 32 : 128];
  }
  throw new MeshauditError("config-invalid", `trusted proxy ${JSON.stringify(text)} is no address`, {
    hint: "an IPv4 or IPv6 address or a range of them, such as 10.0.0.0/8",
  });
};

const parsed = new WeakMap<readonly string[], Range[]>();

/** The proxies are the same array for every event of a source: parsed once. */
const rangesOf = (proxies: readonly string[]): Range[] => {
  const known = parsed.get(proxies);
  if (known) return known;
  const ranges = proxies.map(parseProxy);
  parsed.set(proxies, ranges);
  return ranges;
};

const isIn = (text: string, ranges: readonly Range[]): boolean => {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  return ranges.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits));
};

/**
 * The client's address: the last of `sourceIPs` that is no trusted proxy's, as logged. The API server appends the peer's own address;
 * what stands before it was sent by that peer, and is believed only of a trusted proxy. The first when all are trusted; null when there is none.
 *
 * @param trustedProxies addresses or CIDR ranges.
 * @throws MeshauditError `config-invalid` for a proxy that is neither.
 */
export const clientAddress = (sourceIPs: readonly string[] | undefined, trustedProxies: readonly string[]): string | null => {
  const ranges = rangesOf(trustedProxies);
  return sourceIPs?.findLast((address) => !isIn(address, ranges)) ?? sourceIPs?.[0] ?? null;
};
