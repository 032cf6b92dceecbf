import { request as httpRequest } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";
import { isObject, parseJson, textAt, type JsonObject } from "@meshaudit/core";
import { parseDuration } from "../time/parse-duration.ts";
import { unreachable, type ConnectionFlags } from "./connection.ts";

/** One GET: the object in the response; null for 404. */
export type GetJson = (path: string) => Promise<JsonObject | null>;

/** How long a request may take when nothing is asked, in ms. */
const defaultTimeout = 30_000;

/** kubectl's `--request-timeout`: a duration, or seconds; 0 is for ever. */
const timeoutOf = (text: string | undefined): number => {
  if (text === undefined) return defaultTimeout;
  return parseDuration(text) ?? (/^\d+$/.test(text) ? Number(text) * 1000 : defaultTimeout);
};

const reasons = new Map([
  ["ECONNREFUSED", "nothing listens there"],
  ["ENOTFOUND", "its name is not known"],
  ["EAI_AGAIN", "its name could not be looked up"],
  ["ECONNRESET", "it closed the connection"],
  ["ETIMEDOUT", "it does not answer"],
  ["EHOSTUNREACH", "there is no way to it"],
]);

const failed = (server: string, error: Error): Error => {
  const code = "code" in error ? String(error.code) : "";
  const tls = /CERT|SIGNATURE|SSL|TLS/.test(code);
  return unreachable(
    `the API server ${server} cannot be asked: ${reasons.get(code) ?? error.message}`,
    tls
      ? "check the kubeconfig's certificate-authority, or --certificate-authority"
      : "check the cluster with kubectl version, or answer from an audit log with --from FILE",
    error,
  );
};

const refused = (server: string, status: number, body: unknown): Error => {
  const message = textAt(body, "message") ?? `status ${status}`;
  if (status === 401)
    return unreachable(`the API server ${server} does not know you (401)`, "log in again, or choose another --context or --user");
  if (status === 403) return unreachable(message, "ask for the right to read it, or answer from an audit log with --from FILE");
  return unreachable(`the API server ${server} answered: ${message}`, "try again, or answer from an audit log with --from FILE");
};

const send = (url: URL, options: RequestOptions, timeout: number): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const outgoing = (url.protocol === "http:" ? httpRequest : httpsRequest)(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }));
    });
    outgoing.on("error", reject);
    if (timeout > 0) outgoing.setTimeout(timeout, () => outgoing.destroy(Object.assign(new Error("timeout"), { code: "ETIMEDOUT" })));
    outgoing.end();
  });

const parsed = (text: string): unknown => {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
};

const headersOf = (flags: ConnectionFlags): { [name: string]: string | string[] } => ({
  Accept: "application/json",
  ...(flags["as-uid"] === undefined ? {} : { "Impersonate-Uid": flags["as-uid"] }),
  ...(flags["as-group"] === undefined ? {} : { "Impersonate-Group": flags["as-group"] }),
});

/** GETs from the API server of a connection. Throws MeshauditError `cluster-unreachable` for any answer but 200 and 404. */
export const jsonGetter = (config: KubeConfig, flags: ConnectionFlags): GetJson => {
  const server = (config.getCurrentCluster()?.server ?? "").replace(/\/+$/, "");
  const timeout = timeoutOf(flags["request-timeout"]);
  return async (path) => {
    const options: RequestOptions = { method: "GET", headers: headersOf(flags) };
    let answer: { status: number; text: string };
    try {
      await config.applyToHTTPSOptions(options);
      answer = await send(new URL(server + path), options, timeout);
    } catch (error) {
      throw failed(server, error instanceof Error ? error : new Error(String(error)));
    }
    const body = parsed(answer.text);
    if (answer.status === 404) return null;
    if (answer.status !== 200 || !isObject(body)) throw refused(server, answer.status, body);
    return body;
  };
};
