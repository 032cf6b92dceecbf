import { MeshauditError } from "@meshaudit/core";
import { demandRole, mayTouch } from "../access/identify.ts";
import type { Limits } from "../config.ts";
import { readBody } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import { json, type Reply } from "../http/reply.ts";
import { demandMethod, demandType, type Request } from "../http/request.ts";
import type { Log } from "../log/log.ts";
import type { CollectorMetrics } from "../metrics/collector-metrics.ts";
import type { atOnce } from "./at-once.ts";
import { errorReply } from "./error-reply.ts";
import type { MeshAnswers } from "./mesh-answers.ts";
import { questions, wrongArguments, type Question } from "./question.ts";

/** What the read API stands on. */
export interface ReadApi {
  meshes: ReadonlyMap<string, MeshAnswers>;
  inTurn: ReturnType<typeof atOnce>;
  limits: Limits;
  metrics: CollectorMetrics;
  log: Log;
  elapsed(): number;
}

const longestArguments = 256 * 1024;

const bodyOf = async ({ message, response }: Request, { limits }: ReadApi): Promise<string> => {
  const blocks: Buffer[] = [];
  if (message.headers.expect !== undefined) response.writeContinue();
  await readBody(message, { ...limits, bodyBytes: longestArguments }, (block) => {
    blocks.push(block);
    return null;
  });
  return Buffer.concat(blocks).toString("utf8");
};

const argumentsOf = async (request: Request, api: ReadApi): Promise<unknown> => {
  if (request.method === "POST") demandType(request, "application/json");
  const text = request.method === "POST" ? await bodyOf(request, api) : request.parameters.get("arguments");
  try {
    return JSON.parse(text ?? "{}");
  } catch {
    throw new Refusal("bad-request", "the arguments are no JSON");
  }
};

const askedWith = (name: string, question: Question, args: unknown): ReturnType<Question["with"]> => {
  try {
    return question.with(args);
  } catch (error) {
    const wrong = wrongArguments(error);
    if (wrong === null) throw error;
    throw new Refusal("bad-request", `the arguments of ${name}: ${wrong}`);
  }
};

/** Answers with the meshes that a caller may ask about. */
export const answerMeshes = (request: Request, { meshes }: ReadApi): Reply => {
  demandMethod(request, "GET");
  demandRole(request.caller, "read");
  return json(200, { meshes: [...meshes.keys()].filter((mesh) => mayTouch(request.caller, mesh)) });
};

/**
 * Answers a question about one mesh, `/api/v1/meshes/MESH/QUESTION`, with the answer as a session gives it. The arguments are JSON: the body
 * of a POST, or the parameter `arguments` of a GET.
 */
export const answerQuestion = async (request: Request, api: ReadApi): Promise<Reply> => {
  const { caller, address, path, since } = request;
  demandMethod(request, "GET", "POST");
  demandRole(caller, "read");
  const [, , , mesh = "", name = "", ...more] = path;
  if (!mayTouch(caller, mesh)) throw new Refusal("wrong-mesh", "this credential is not for that mesh");
  const answers = api.meshes.get(mesh);
  if (answers === undefined) throw new Refusal("unknown-mesh", "no mesh of that name is kept here");
  const question = questions.get(name);
  if (question === undefined || more.length > 0) throw new Refusal("unknown-path", `the questions are ${[...questions.keys()].join(", ")}`);
  const asked = askedWith(name, question, await argumentsOf(request, api));
  const reply = await api.inTurn(async () => {
    // Nobody waits for it any more.
    if (request.response.destroyed) throw new Refusal("broken-off", "the caller went away");
    try {
      return json(200, await answers.ask(asked));
    } catch (error) {
      if (error instanceof MeshauditError) return errorReply(error);
      throw error;
    }
  });
  const ms = api.elapsed() - since;
  api.metrics.questions.observe(ms / 1000, name);
  api.log.info("question", { by: caller.name, from: address, mesh, question: name, status: reply.status, ms: Math.round(ms) });
  return reply;
};
