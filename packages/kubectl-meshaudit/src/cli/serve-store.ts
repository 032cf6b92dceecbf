import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
  createToken,
  makeCertificates,
  startCollector,
  webhookKubeconfig,
  type CollectedMesh,
  type Collector,
  type CollectorConfig,
  type Listen,
  type Role,
} from "@meshaudit/collector";
import { MeshauditError, openSession, realDisk, sourceOfProject, type Disk, type QueryRunner, type SessionConfig } from "@meshaudit/core";
import { inTurn, type InTurn } from "@meshaudit/dashboard";
import { writeErr, writeOut } from "../terminal/streams.ts";
import type { Work } from "./mesh-command.ts";
import { withQueryRunner } from "./query-runner.ts";
import { logAnswers, pageFolder } from "./serve-dashboard.ts";
import { systemRefusal } from "./system-error.ts";
import { askedProject, openStoreOf, scratchEngine, usualMesh, type StoreWriteFlags } from "./open-store.ts";

/** The flags of `serve`. */
export interface ServeFlags extends Omit<StoreWriteFlags, "mesh"> {
  mesh?: string[] | undefined;
  listen: string;
  "tls-cert"?: string | undefined;
  "tls-key"?: string | undefined;
  "tls-generate"?: string | undefined;
  "tls-name"?: string[] | undefined;
  "client-ca"?: string | undefined;
  "token-file"?: string | undefined;
  "new-token"?: string | undefined;
  role?: Role | undefined;
  "print-webhook-config"?: string | undefined;
}

/** Segments of so many characters of events are sealed: DuckDB then does with little memory. */
const segmentCharacters = 20 * 1024 * 1024;
const sealMemoryMB = 96;
const answerMemoryMB = 192;
const reportMemoryMB = 512;
const reportPatience = "60s";

const random = (bytes: number): Uint8Array => randomBytes(bytes);

/** Serves until it is interrupted; or, where the flags ask for that, makes a token or prints a webhook's configuration. */
export const serveStore = async (flags: ServeFlags, { signal }: Work): Promise<void> => {
  const meshes = flags.mesh ?? [await usualMesh(flags)];
  const url = flags["print-webhook-config"] === undefined ? null : webhookUrl(flags["print-webhook-config"]);
  if (flags["new-token"] !== undefined && url === null) return await writeOut(`${await newToken(flags["new-token"], meshes, flags)}\n`);
  const listen = listenOf(flags.listen);
  const { tls, ca } = await tlsOf(flags, listen);
  if (url !== null) {
    const token = flags["new-token"] === undefined ? "TOKEN" : await newToken(flags["new-token"], meshes, flags);
    return await writeOut(webhookKubeconfig({ url, mesh: meshes[0] ?? "default", ca, credential: { kind: "token", token } }));
  }
  await withQueryRunner(reportPatience, (runner) => collect(meshes, flags, listen, tls, runner, signal));
};

/** Collects, and answers, until it is interrupted. */
const collect = async (
  meshes: readonly string[],
  flags: ServeFlags,
  listen: Listen,
  tls: TlsInUse["tls"],
  runner: QueryRunner,
  signal: AbortSignal,
): Promise<void> => {
  // Beside what is being stored, one report after the other, in half of what a person's own machine lets one take.
  const bounded: QueryRunner = { ...runner, memoryLimitMB: reportMemoryMB };
  const turn = inTurn(1);
  const collector = await listening(listen, {
    tls: tls === null ? null : { ...tls, clientCa: flags["client-ca"] ?? null },
    access: { file: flags["token-file"] ?? null, credentials: [] },
    meshes: meshes.map((mesh) => collected(mesh, flags, bounded, turn)),
    dashboard: { folder: pageFolder(), random },
    now: () => Date.now(),
    elapsed: () => performance.now(),
    log: (line) => void process.stderr.write(`${line}\n`),
  });
  writeErr([`serving ${meshes.join(", ")} on ${collector.url}`]);
  if (flags["token-file"] !== undefined)
    writeErr(meshes.map((mesh) => `the dashboard: ${collector.url}/dashboard/${encodeURIComponent(mesh)}/`));
  await new Promise<void>((done) => {
    if (signal.aborted) done();
    signal.addEventListener("abort", () => done(), { once: true });
  });
  await collector.stop();
};

/** Starts the collector; a place that cannot be listened on is said as what the person got wrong. */
const listening = async (listen: Listen, config: Omit<CollectorConfig, "listen">): Promise<Collector> => {
  try {
    return await startCollector({ ...config, listen });
  } catch (error) {
    const refusal = systemRefusal(error);
    if (refusal === null || !["listen", "getaddrinfo"].includes(refusal.call)) throw error;
    throw new MeshauditError("argument-invalid", `${listen.host}:${listen.port} cannot be listened on: ${refusal.reason}`, {
      hint: "listen elsewhere, such as --listen 127.0.0.1:9443; or end what has this port",
      cause: error,
    });
  }
};

/** Where API servers will reach the collector. To plain HTTP they send no token, so only HTTPS will do. */
const webhookUrl = (text: string): string => {
  if (URL.canParse(text)) {
    const { protocol, username, password, search, hash } = new URL(text);
    if (protocol === "https:" && `${username}${password}${search}${hash}` === "") return text;
  }
  throw new MeshauditError("argument-invalid", `${JSON.stringify(text.slice(0, 80))} is no address that API servers can post to`, {
    hint: "as they reach the collector: https://collector.example.com:8443",
  });
};

const newToken = async (name: string, meshes: readonly string[], flags: ServeFlags): Promise<string> => {
  const file = flags["token-file"];
  if (file === undefined || flags.role === undefined) {
    throw new MeshauditError("argument-invalid", "a new token needs the file that its hash is kept in, and a role", {
      hint: "kubectl meshaudit serve --token-file FILE --new-token NAME --role write --mesh ID",
    });
  }
  try {
    return await createToken({ file, name, role: flags.role, meshes, random });
  } catch (error) {
    const refusal = systemRefusal(error);
    if (refusal === null) throw error;
    throw new MeshauditError("config-invalid", `the file of credentials ${file} cannot be written: ${refusal.reason}`, {
      hint: "check who may write there, or name another with --token-file FILE",
      cause: error,
    });
  }
};

const listenOf = (text: string): Listen => {
  const [, bracketed, bare, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([^:]*)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? bare ?? "";
  if (port !== undefined && Number(port) <= 65_535) return { host: host === "" ? "127.0.0.1" : host, port: Number(port) };
  throw new MeshauditError("argument-invalid", `${JSON.stringify(text.slice(0, 80))} is no place to listen on`, {
    hint: "HOST:PORT, such as 127.0.0.1:8443, 0.0.0.0:8443 or [::1]:8443",
  });
};

interface TlsInUse {
  tls: { cert: string; key: string } | null;
  /** Certificates that callers must trust, PEM; null: those that their machine trusts anyway. */
  ca: string | null;
}

const tlsOf = async (flags: ServeFlags, { host }: Listen): Promise<TlsInUse> => {
  const { "tls-cert": cert, "tls-key": key, "tls-generate": folder } = flags;
  if ((cert === undefined) !== (key === undefined)) {
    throw new MeshauditError("argument-invalid", "a certificate needs its key, and a key its certificate", {
      hint: "--tls-cert FILE --tls-key FILE",
    });
  }
  if (folder !== undefined) {
    const names = flags["tls-name"] ?? ["localhost", "127.0.0.1", ...(/^(0\.0\.0\.0|::|localhost|127\.0\.0\.1)$/.test(host) ? [] : [host])];
    const made = await certificatesIn(resolve(folder), names);
    return { tls: { cert: made.cert, key: made.key }, ca: made.ca };
  }
  if (cert === undefined || key === undefined) return { tls: null, ca: null };
  return { tls: { cert, key }, ca: await readFile(cert, "utf8").catch(() => null) };
};

const certificatesIn = async (folder: string, names: string[]): ReturnType<typeof makeCertificates> => {
  try {
    return await makeCertificates({ folder, names, now: Date.now(), random });
  } catch (error) {
    const refusal = systemRefusal(error);
    if (refusal === null) throw error;
    throw new MeshauditError("config-invalid", `the certificates in ${folder} can neither be read nor made: ${refusal.reason}`, {
      hint: "check who may write there, or name another folder with --tls-generate DIR",
      cause: error,
    });
  }
};

const collected = (mesh: string, flags: ServeFlags, runner: QueryRunner, turn: InTurn): CollectedMesh => {
  const asked = { ...flags, mesh };
  return {
    name: mesh,
    async openWriter({ onSync }) {
      const policy = { characters: segmentCharacters };
      const onProblem = (problem: Error): void =>
        writeErr([JSON.stringify({ level: "error", msg: "the store has a problem", error: problem.message })]);
      const disk = onSync === undefined ? realDisk() : timedDisk(realDisk(), onSync);
      return (await openStoreOf(asked, policy, onProblem, { disk, memoryMB: sealMemoryMB })).writer;
    },
    async openAnswers() {
      const disk = realDisk();
      const project = await askedProject(disk, asked);
      let engine: ReturnType<typeof scratchEngine> | null = null;
      const open = () => (engine ??= scratchEngine(answerMemoryMB));
      const config: SessionConfig = {
        sources: [sourceOfProject(mesh, project, { disk, engine: open })],
        mesh,
        trustedProxies: [],
        live: null,
        reading: { redactionKey: randomBytes(32), worker: null, threads: 1 },
      };
      return { answers: openSession(config), log: logAnswers(config, runner, turn), close: async () => (await engine)?.close() };
    },
  };
};

/** A disk that tells how long its files took to become durable, ms. */
const timedDisk = (disk: Disk, onSync: (ms: number) => void): Disk => ({
  ...disk,
  async open(path, which) {
    const file = await disk.open(path, which);
    return {
      get size() {
        return file.size;
      },
      append: (bytes) => file.append(bytes),
      async sync() {
        const start = performance.now();
        await file.sync();
        onSync(performance.now() - start);
      },
      truncate: (size) => file.truncate(size),
      close: () => file.close(),
    };
  },
});
