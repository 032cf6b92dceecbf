import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { auditLog } from "./audit-log.ts";
import { withRouteInsertedFirst, type Repository } from "./bookshop.ts";
import { inFolder, manifestsOf } from "./files.ts";
import { meshConfig } from "./mesh-config.ts";

const plugin = resolve(import.meta.dirname, "../../../packages/kubectl-meshaudit");
const program = join(plugin, "bin", "kubectl-meshaudit.cjs");
const hour = 3_600_000;

/** The bookshop's meshes with their logs kept: that of `prod` in a store, that of `staging` by a collector that asks for a token. */
export interface KeptLogs {
  /** `prod/` and `staging/` hold the same manifests, those of staging with a route inserted first. */
  repository: Repository;
  /** The store of prod. */
  store: string;
  /** The collector's address. */
  collector: string;
  /** Lets a person read what the collector keeps. */
  token: string;
  /** Writes to the store what carol did to ratings in prod, which it does not hold at first. */
  ingestTheRest(): void;
  close(): Promise<void>;
}

/** Makes the store and starts the collector, with the plugin itself, which has been built. */
export const keptLogs = async (): Promise<KeptLogs> => {
  const folder = mkdtempSync(join(tmpdir(), "meshaudit-kept-"));
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, KUBECONFIG: join(folder, "none") };
  const meshaudit = (...args: string[]): string => execFileSync(process.execPath, [program, ...args], { env, encoding: "utf8" });
  const ingest = (log: string, store: string, mesh: string): string => meshaudit("ingest", log, "--store", store, "--mesh", mesh);

  const [prod, staging] = [join(folder, "prod.log"), join(folder, "staging.log")];
  const [store, collected] = [join(folder, "store"), join(folder, "collected")];
  const whole = auditLog("bookshop", { newest: Date.now() - hour / 2, stretch: 3600 });
  const lines = whole.split(/(?<=\n)/);
  const last = lines.findIndex((line) => line.includes('"abort"'));
  writeFileSync(prod, lines.slice(0, last).join(""));
  // What alice did in prod, bob did in staging.
  writeFileSync(staging, whole.replaceAll("alice@example.com", "bob@example.com"));
  ingest(prod, store, "prod");
  ingest(staging, collected, "staging");

  const access = ["--mesh", "staging", "--token-file", join(folder, "tokens.yaml")];
  const token = meshaudit("serve", ...access, "--new-token", "people", "--role", "read").trim();
  const serving = spawn(process.execPath, [program, "serve", "--store", collected, ...access, "--listen", "127.0.0.1:0"], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<void>((done) => serving.once("exit", () => done()));
  const collector = await addressIn(serving.stderr);

  const files = manifestsOf("bookshop");
  return {
    repository: {
      name: "shops",
      workspace: { ...inFolder("prod", files), ...inFolder("staging", withRouteInsertedFirst(files)) },
      home: meshConfig([
        { name: "prod", sources: [store], contexts: ["prod"] },
        { name: "staging", sources: [`${collector}?mesh=staging`], contexts: ["staging"] },
      ]),
    },
    store,
    collector,
    token,
    ingestTheRest() {
      appendFileSync(prod, lines.slice(last).join(""));
      ingest(prod, store, "prod");
    },
    async close() {
      serving.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** The address that a collector says it serves on. */
const addressIn = async (said: NodeJS.ReadableStream): Promise<string> => {
  const lines: string[] = [];
  for await (const line of createInterface(said)) {
    lines.push(line);
    const [, address] = /^serving .* on (http\S+)$/.exec(line) ?? [];
    if (address === undefined) continue;
    // It must not wait for somebody to read what else it says.
    said.resume();
    return address;
  }
  throw new Error(`the collector does not serve: ${lines.join("\n")}`);
};
