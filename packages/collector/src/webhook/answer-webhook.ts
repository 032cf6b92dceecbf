import { mayTouch } from "../access/identify.ts";
import { demandRole } from "../access/identify.ts";
import type { Limits } from "../config.ts";
import { readBody } from "../http/body.ts";
import type { Lag } from "../http/lag.ts";
import { Refusal } from "../http/refusal.ts";
import { json, type Reply } from "../http/reply.ts";
import { demandMethod, demandType, type Request } from "../http/request.ts";
import type { Log } from "../log/log.ts";
import type { CollectorMetrics } from "../metrics/collector-metrics.ts";
import type { MeshStore } from "../stores/mesh-store.ts";
import type { Budget } from "./budget.ts";
import { receiveEvents } from "./receive-events.ts";

/** What the webhook stands on. */
export interface Webhook {
  stores: ReadonlyMap<string, MeshStore>;
  budget: Budget;
  lag: Pick<Lag, "ms">;
  limits: Limits;
  metrics: CollectorMetrics;
  log: Log;
  now(): number;
  elapsed(): number;
}

/**
 * The mesh that a post is for: the one its path names, else the only one that its caller may touch.
 *
 * @throws Refusal. Whoever may not touch a mesh is not told whether there is one of that name.
 */
const meshOf = ({ path: [, named, ...more], caller }: Request, stores: ReadonlyMap<string, MeshStore>): MeshStore => {
  if (more.length > 0) throw new Refusal("unknown-path", "post to /webhook/MESH");
  if (named === undefined || named === "") {
    const [only, ...others] = [...stores.values()].filter(({ mesh }) => mayTouch(caller, mesh));
    if (only === undefined) throw new Refusal("wrong-mesh", "this credential is for no mesh that is kept here");
    if (others.length > 0) throw new Refusal("unknown-mesh", "this credential is for several meshes: post to /webhook/MESH");
    return only;
  }
  if (!mayTouch(caller, named)) throw new Refusal("wrong-mesh", "this credential is not for that mesh");
  const store = stores.get(named);
  if (store === undefined) throw new Refusal("unknown-mesh", "no mesh of that name is kept here");
  return store;
};

/**
 * Answers a post of audit events: 200 once every event in it is durable.
 *
 * What is no event is counted, and does not keep the others from being stored; nor is it refused, as the API server would send the same again
 * and again, and then drop it with the events around it. Only a body that has nothing to do with events gets 400. The answer does not say
 * what was there already: whoever may write may not read.
 */
export const answerWebhook = async (request: Request, webhook: Webhook): Promise<Reply> => {
  const { stores, budget, limits, metrics, log, now, elapsed } = webhook;
  demandMethod(request, "POST");
  demandRole(request.caller, "write");
  const store = meshOf(request, stores);
  demandType(request, "application/json", "application/x-ndjson");
  store.demandReady();
  if (webhook.lag.ms > limits.lag) throw new Refusal("busy", "there is more to do than can be done");
  const { message, caller, address, since } = request;
  const apiServer = metrics.apiServer(caller.name, address);
  const { "content-length": length, "content-encoding": encoding } = message.headers;
  const receiver = receiveEvents(length === undefined || encoding !== undefined ? null : Number(length), {
    budget,
    most: limits.pendingBytesOfRequest,
    ack: limits.ack,
    packer: (bytes) => store.packer(bytes),
    async append(events) {
      const { stored, duplicate } = await store.append(events);
      metrics.stored.add(stored, store.mesh);
      metrics.duplicate.add(duplicate, store.mesh);
      const at = now();
      for (const time of events.times) metrics.sawEvent(store.mesh, apiServer, time, at);
    },
  });
  try {
    if (message.headers.expect !== undefined) request.response.writeContinue();
    await readBody(message, limits, (block) => receiver.push(block));
    const { events, rejected, reasons } = await receiver.end();
    metrics.received.add(events + rejected, store.mesh);
    metrics.rejected.add(rejected, store.mesh);
    metrics.requests.add(1, store.mesh);
    metrics.ack.observe((elapsed() - since) / 1000, store.mesh);
    if (rejected > 0) {
      const said = { mesh: store.mesh, from: apiServer, events, rejected, why: reasons.join("; ") };
      log.seldom(`rejected ${store.mesh}`, "warn", "pieces that are no audit event", said);
    }
    return json(200, { received: events + rejected, rejected });
  } finally {
    receiver.release();
  }
};
