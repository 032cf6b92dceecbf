import { demandRole, identify, type Known } from "./access/identify.ts";
import { demandSameMachine } from "./access/same-machine.ts";
import { answerDashboard, type ServedPage } from "./dashboard/answer-dashboard.ts";
import { Refusal } from "./http/refusal.ts";
import { line, type Reply } from "./http/reply.ts";
import { demandMethod, targetOf, type Request } from "./http/request.ts";
import { answerMeshes, answerQuestion, type ReadApi } from "./read/answer-question.ts";
import { answerWebhook, type Webhook } from "./webhook/answer-webhook.ts";

/** All that requests are answered from. */
export interface Collecting {
  known: Known;
  webhook: Webhook;
  readApi: ReadApi;
  /** null: the dashboard is not served. */
  dashboard: ServedPage | null;
  isStopping(): boolean;
  /** The caller of a connection is somebody. */
  identified(request: Omit<Request, "caller">): void;
}

const answerHealth = (name: string, { webhook, isStopping }: Collecting): Reply => {
  if (name === "healthz") return line(200, "ok");
  const ready = !isStopping() && [...webhook.stores.values()].every(({ isReady }) => isReady);
  // Which mesh it is stands in the log: whoever asks here may be anybody.
  return ready ? line(200, "ok") : line(503, "not ready");
};

/** Answers one request. Only whether the collector is well is told to everybody. Throws Refusal. */
export const answer = async (asked: Pick<Request, "message" | "response" | "since">, collecting: Collecting): Promise<Reply> => {
  const { message } = asked;
  const { known, webhook, readApi } = collecting;
  const method = message.method ?? "";
  const { path, parameters } = targetOf(message.url ?? "");
  const [first = "", second, third] = path;
  if (path.length === 1 && (first === "healthz" || first === "readyz")) {
    demandMethod({ method }, "GET", "HEAD");
    return answerHealth(first, collecting);
  }
  const { dashboard } = collecting;
  if (first === "dashboard" && dashboard !== null) {
    if (collecting.isStopping()) throw new Refusal("stopping", "the collector is stopping");
    const from = message.socket.remoteAddress ?? "";
    return answerDashboard({ ...asked, method, path, parameters, address: from }, known, dashboard, readApi);
  }
  if (collecting.isStopping()) throw new Refusal("stopping", "the collector is stopping");
  if (known.credentials === null) demandSameMachine(message);
  const caller = identify(message, known);
  const request: Request = { ...asked, method, path, parameters, caller, address: message.socket.remoteAddress ?? "" };
  collecting.identified(request);
  if (first === "webhook") return answerWebhook(request, webhook);
  if (first === "metrics" && path.length === 1) {
    demandMethod(request, "GET");
    demandRole(caller, "metrics");
    return { status: 200, type: "text/plain; version=0.0.4; charset=utf-8", body: webhook.metrics.render() };
  }
  if (first === "api" && second === "v1" && third === "meshes")
    return path.length === 3 ? answerMeshes(request, readApi) : answerQuestion(request, readApi);
  throw new Refusal("unknown-path", "there is nothing here");
};
