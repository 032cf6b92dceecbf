import type { IncomingHttpHeaders } from "node:http";

/**
 * Why a request does not come from the dashboard's own page; null when it does. The name that a browser asked for is checked, as a stranger's
 * name may lead to this machine (DNS rebinding), and so is who made the browser ask. Source: Fetch Metadata, W3C.
 */
export const foreign = (headers: IncomingHttpHeaders, port: number, isApi: boolean): string | null => {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host = "", origin } = headers;
  if (!hosts.includes(host)) return "the dashboard answers to 127.0.0.1 alone";
  if (origin !== undefined && origin !== `http://${host}`) return "another page asked";
  const site = headers["sec-fetch-site"];
  if (isApi && site !== undefined && site !== "same-origin") return "another page asked";
  return null;
};
