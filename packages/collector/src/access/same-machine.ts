import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import { Refusal } from "../http/refusal.ts";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Whether a host to listen on, or that a request names, is this machine alone. */
export const isLoopback = (host: string): boolean => {
  const family = isIP(host);
  return family === 0 ? host.toLowerCase() === "localhost" : loopback.check(host, family === 6 ? "ipv6" : "ipv4");
};

/**
 * Where no credentials are asked for, a page in a browser on this machine must not get through either: it says where it comes from, or, when
 * its own name was made to point here, names a host that is not this machine.
 *
 * @throws Refusal `cross-origin`
 */
export const demandSameMachine = ({ headers }: IncomingMessage): void => {
  const host = (headers.host ?? "").replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  if (headers.origin !== undefined || headers["sec-fetch-site"] !== undefined || !isLoopback(host))
    throw new Refusal("cross-origin", "without credentials, only programs on this machine may ask, by the name localhost");
};
