import type { IncomingMessage, ServerResponse } from "node:http";
import { isIP } from "node:net";
import { pageFiles } from "@meshaudit/dashboard";
import { MeshauditError } from "@meshaudit/core";
import { openKnownCallers, type KnownCallers } from "./access/known-callers.ts";
import { isLoopback } from "./access/same-machine.ts";
import { answer, type Collecting } from "./answer.ts";
import { defaultLimits, type Collector, type CollectorConfig, type Limits } from "./config.ts";
import { browserSessions } from "./dashboard/browser-sessions.ts";
import { boundConnections } from "./http/connections.ts";
import { closeServer, listenOn, openServer } from "./http/open-server.ts";
import { watchLag, type Lag } from "./http/lag.ts";
import { Refusal, statusOf, type RefusalReason } from "./http/refusal.ts";
import { replyTo, send, type Reply } from "./http/reply.ts";
import { createLog, errorFields, type Log } from "./log/log.ts";
import { collectorMetrics, type CollectorMetrics } from "./metrics/collector-metrics.ts";
import { atOnce } from "./read/at-once.ts";
import { meshAnswers } from "./read/mesh-answers.ts";
import { openMeshStore, type MeshStore } from "./stores/mesh-store.ts";
import { openTls, type OpenTls } from "./tls/open-tls.ts";
import { createBudget } from "./webhook/budget.ts";

const certificateSoon = 30 * 86_400_000;

/** Refuses what would lay a log open, or could never be used. */
const check = ({ listen, tls, access, meshes }: CollectorConfig): void => {
  const invalid = (message: string, hint: string): MeshauditError => new MeshauditError("argument-invalid", message, { hint });
  const asksCredentials = access.file !== null || access.credentials.length > 0;
  if (!isLoopback(listen.host) && (tls === null || !asksCredentials)) {
    throw invalid(
      `listening on ${listen.host} takes TLS and credentials`,
      "give a certificate and a file of credentials, or listen on 127.0.0.1",
    );
  }
  if (tls !== null && tls.clientCa !== null && !asksCredentials) {
    throw invalid("client certificates are trusted, but nothing says what they may do", "give a file of credentials that names them");
  }
  const names = new Set(meshes.map(({ name }) => name));
  if (names.size !== meshes.length || names.has("")) throw invalid("the meshes do not each have a name of their own", "rename them");
  if (names.size === 0) throw invalid("there is no mesh to keep the log of", "name one");
};

const urlOf = ({ listen, tls }: CollectorConfig, port: number): string =>
  `${tls === null ? "http" : "https"}://${isIP(listen.host) === 6 ? `[${listen.host}]` : listen.host}:${port}`;

/** Answers requests, whatever they do. */
const requestListener =
  (collecting: Collecting, limits: Limits, metrics: CollectorMetrics, log: Log, elapsed: () => number) =>
  async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    // A connection that breaks while nobody reads from it has no one else to tell it to.
    message.on("error", () => {});
    response.on("error", () => {});
    let reply: Reply;
    try {
      reply = await answer({ message, response, since: elapsed() }, collecting);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal("internal", "something went wrong here: see the log of the collector");
      if (refusal !== error) log.seldom("internal", "error", "a request failed", errorFields(error));
      metrics.refused.add(1, refusal.reason);
      const { reason } = refusal;
      // Without what follows the path: somebody may have put a token there.
      const path = message.url?.split("?", 1)[0] ?? "";
      const fields = { reason, status: statusOf(reason), from: message.socket.remoteAddress ?? null, path };
      log.seldom(`refused ${reason}`, "warn", "request refused", { ...fields, why: refusal.message });
      reply = replyTo(refusal);
    }
    send(message, response, reply, collecting.isStopping() || reply.status === 401, limits.answerStall);
  };

/** Waits for something, but not longer than `ms`. */
const within = async (ms: number, waiting: Promise<unknown>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  try {
    return await Promise.race([waiting.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
};

/** What is open, and let go of when it is all over or the start fails. */
interface Opened {
  tls: OpenTls | null;
  callers: KnownCallers;
  lag: Lag;
  stores: Map<string, MeshStore>;
}

const letGoOf = async ({ tls, callers, lag, stores }: Opened): Promise<unknown[]> => {
  tls?.stop();
  callers.stop();
  lag.stop();
  const closed = await Promise.allSettled(Array.from(stores.values(), (store) => store.close()));
  return closed.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
};

/**
 * Opens the stores, and listens: for API servers' audit webhooks on `/webhook/MESH`, for questions on `/api/v1/meshes/MESH/QUESTION`, for people on
 * `/dashboard/MESH/`, and on `/healthz`, `/readyz` and `/metrics`.
 *
 * @throws MeshauditError `argument-invalid` for what must not be listened on so, `config-invalid` for files that cannot be used; and what opening a
 * store throws.
 */
export const startCollector = async (config: CollectorConfig): Promise<Collector> => {
  check(config);
  const { listen, access, now, elapsed } = config;
  const limits = { ...defaultLimits, ...config.limits };
  const log = createLog(config.log, now);
  const callers = await openKnownCallers(access, limits, log);
  const lag = watchLag(elapsed);
  const opened: Opened = { tls: null, callers, lag, stores: new Map() };
  const { stores } = opened;
  const budget = createBudget(limits.pendingBytes);
  let stopping: Promise<void> | null = null;
  try {
    const tls = config.tls === null ? null : (opened.tls = await openTls(config.tls, limits, log));
    const refused = (reason: RefusalReason): void => metrics.refused.add(1, reason);
    const connections = boundConnections(limits.connections, () => refused("busy"));
    const metrics = collectorMetrics({
      pendingBytes: () => budget.used,
      connections: () => connections.count,
      certificateExpiry: () => tls?.expiresAt() ?? null,
      stores: () => stores.values(),
    });
    for (const mesh of config.meshes) {
      const onSync = (ms: number): void => metrics.sync.observe(ms / 1000, mesh.name);
      stores.set(mesh.name, await openMeshStore({ mesh, limits, elapsed, log, onSync }));
    }
    const answers = new Map(config.meshes.map((mesh) => [mesh.name, meshAnswers(mesh, log)]));
    const collecting: Collecting = {
      known: {
        get credentials() {
          return callers.current();
        },
        isCurrent: (socket) => tls?.isCurrent(socket) ?? false,
        now,
      },
      webhook: { stores, budget, lag, limits, metrics, log, now, elapsed },
      readApi: { meshes: answers, inTurn: atOnce(limits.questions, limits.questionsWaiting), limits, metrics, log, elapsed },
      dashboard:
        config.dashboard === undefined
          ? null
          : { files: await pageFiles(config.dashboard.folder), sessions: browserSessions(now, config.dashboard.random) },
      isStopping: () => stopping !== null,
      identified: ({ message }) => connections.identified(message.socket),
    };
    const onRequest = requestListener(collecting, limits, metrics, log, elapsed);
    const askCertificate = config.tls !== null && config.tls.clientCa !== null;
    const server = openServer({ listen, tls, askCertificate, limits, connections, log, onRefused: refused, onRequest });
    const port = await listenOn(server, listen);
    const url = urlOf(config, port);
    server.on("error", (error) => log.error("server", errorFields(error)));
    log.info("listening", { url, meshes: [...stores.keys()].join(", "), credentials: callers.current()?.length ?? null });
    if (callers.current() === null) log.warn("no credentials are asked for: everybody on this machine may read and write");
    if (tls !== null && tls.expiresAt() - now() < certificateSoon)
      log.warn("the certificate expires soon", { expires: new Date(tls.expiresAt()).toISOString() });

    const stop = async (): Promise<void> => {
      log.info("stopping");
      const until = elapsed() + limits.stop;
      await closeServer(server, limits.stop / 2);
      const closing = Promise.all([letGoOf(opened), ...Array.from(answers.values(), (each) => each.close())]);
      const done = await within(
        Math.max(0, until - elapsed()),
        closing.then(([failures]) => {
          for (const error of failures) log.error("store not closed", errorFields(error));
        }),
      );
      if (done) log.info("stopped");
      else log.error("stopped before the stores were closed: what was acknowledged is in their journals");
    };
    return { url, port, stop: () => (stopping ??= stop()) };
  } catch (error) {
    await letGoOf(opened);
    throw error;
  }
};
