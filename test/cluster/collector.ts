import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePorts } from "./control-plane/free-ports.ts";
import { startServer } from "./control-plane/server-process.ts";
import { environmentOf, meshaudit, program, type Place } from "./scenario/meshaudit.ts";

/** `kubectl meshaudit serve`, set up by its own flags as a team would. */
export interface Collector {
  /** The store that it keeps: the folder `store` in its own. */
  store: string;
  /** Where it listens when it is started. */
  url: string;
  /** The text for `--audit-webhook-config-file`, as the command prints it, with a token that may write. */
  webhookConfig(): Promise<string>;
  /** What a person needs in the environment to ask it: a token that may read, and whom to trust. */
  reader(): Promise<NodeJS.ProcessEnv>;
  /** Starts it, once there is a token. */
  start(): Promise<Serving>;
}

/** A collector that listens. */
export interface Serving {
  /** Asks it to end, as Ctrl-C does. Resolves to its exit status, or the signal that had to end it. */
  stop(): Promise<string>;
}

const patience = 60_000;

/** Everything of the collector lies in `folder`; it takes a free port of the loopback. The mesh is called `books`. */
export const collectorIn = async (folder: string): Promise<Collector> => {
  mkdirSync(folder, { mode: 0o700 });
  const place: Place = { home: folder, kubeconfig: join(folder, "kubeconfig"), path: process.env["PATH"] ?? "" };
  const store = join(folder, "store");
  const tokens = join(folder, "tokens.yaml");
  const flags = ["--mesh", "books", "--token-file", tokens, "--tls-generate", join(folder, "tls")];
  const [port = 0] = await freePorts(1);
  const url = `https://127.0.0.1:${port}`;
  let starts = 0;
  const newToken = async (name: string, role: "write" | "read", more: readonly string[] = []): Promise<string> => {
    const { status, stdout, stderr } = await meshaudit(place, ["serve", ...flags, "--new-token", name, "--role", role, ...more]);
    if (status !== 0) throw new Error(`no token (${status}): ${stderr}`);
    return stdout;
  };
  return {
    store,
    url,
    webhookConfig: () => newToken("apiserver", "write", ["--print-webhook-config", url]),
    reader: async () => ({ MESHAUDIT_TOKEN: (await newToken("auditors", "read")).trim(), MESHAUDIT_CA: join(folder, "tls", "ca.crt") }),
    start: async () => {
      const log = join(folder, `serve-${++starts}.log`);
      const args = [program, "serve", ...flags, "--store", store, "--listen", `127.0.0.1:${port}`];
      const server = startServer(process.execPath, args, log, environmentOf(place));
      await Promise.race([isServing(url, log), server.failed]);
      return { stop: () => server.stop(patience) };
    },
  };
};

/** Resolves once a collector says in its log that it listens. */
const isServing = async (url: string, log: string): Promise<void> => {
  const until = Date.now() + patience;
  while (!readFileSync(log, "utf8").includes(`serving books on ${url}\n`)) {
    if (Date.now() > until) throw new Error(`the collector does not serve: ${readFileSync(log, "utf8")}`);
    await sleep(50);
  }
};
