import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { AuditEvent } from "@meshaudit/core";
import type { Certified } from "./control-plane/certificate.ts";

/** One post of an API server that came with the right token. */
export interface Post {
  path: string;
  status: number;
  events: AuditEvent[];
}

/** Takes what an API server's audit webhook posts, and keeps it. */
export interface AuditReceiver {
  /** Without a path. */
  url: string;
  posts: readonly Post[];
  /** The events of all posts that were taken, in their order. */
  events(): AuditEvent[];
  close(): Promise<void>;
}

/**
 * Starts a receiver on a free port of the loopback. What comes without the token gets 401.
 *
 * @param refusals so many of the first posts get 503
 */
export const startReceiver = async ({ certificate, key }: Certified, token: string, refusals: number): Promise<AuditReceiver> => {
  const posts: Post[] = [];
  const server = createServer({ cert: certificate, key, keepAliveTimeout: 120_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.headers.authorization !== `Bearer ${token}`) return response.writeHead(401).end();
      const { items } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { items: AuditEvent[] };
      const status = posts.length < refusals ? 503 : 200;
      posts.push({ path: request.url ?? "", status, events: items });
      return response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts,
    events: () => posts.filter(({ status }) => status === 200).flatMap(({ events }) => events),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
