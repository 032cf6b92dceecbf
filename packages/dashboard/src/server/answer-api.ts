import type { Answer, ObjectQuery } from "@meshaudit/core";
import * as v from "valibot";
import type { ApiReply, ApiRequest, Told } from "../protocol/api.ts";
import { askedReport } from "./report-question.ts";
import type { DashboardAnswers } from "./dashboard-answers.ts";
import { errorReply, refused } from "./error-reply.ts";
import { meshInfo } from "./mesh-info.ts";
import { patternsOfText } from "./object-text.ts";
import { answerTimelines } from "./timelines.ts";

const told = <T>({ result, seen, near, notes }: Answer<T>): Told<T> => ({ result, seen, near, notes });

const maybeTime = v.nullable(v.pipe(v.number(), v.minValue(-8.64e15), v.maxValue(8.64e15)));

const queryBody = v.object({
  text: v.pipe(v.string(), v.maxLength(100_000)),
  from: maybeTime,
  to: maybeTime,
  limit: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  timeZone: v.pipe(v.string(), v.maxLength(64)),
});

const noLog = (): ApiReply =>
  refused(
    422,
    "source-none",
    "a collector answers questions about objects, and neither reports nor queries",
    "open its own dashboard, at /dashboard/MESH/ of its address, or its store where it lies, with --from FOLDER",
  );

const named = (parameters: URLSearchParams, name: string): string =>
  v.parse(v.pipe(v.string(), v.minLength(1), v.maxLength(2000)), parameters.get(name) ?? undefined, { abortEarly: true });

const objectQuery = (parameters: URLSearchParams): ObjectQuery => ({
  patterns: patternsOfText(named(parameters, "object")),
  labels: null,
  from: null,
  to: null,
  by: null,
  attempts: true,
});

const ok = (body: object): ApiReply => ({ status: 200, body });

type Question = (request: ApiRequest, answers: DashboardAnswers) => Promise<ApiReply>;

/** Each question by its method and the last part of its path. */
const questions = new Map<string, Question>([
  ["GET mesh", async (_request, answers) => ok(meshInfo(answers))],
  [
    "GET report",
    async ({ parameters, signal }, { log, now }) => {
      const question = askedReport(parameters, now());
      if (question === null) return refused(400, "argument-invalid", "no report is named so");
      return log === null ? noLog() : ok(told(await log.report(question, signal)));
    },
  ],
  [
    "POST query",
    async ({ body, signal }, { log, now }) => {
      const { limit, ...asked } = v.parse(queryBody, body);
      return log === null ? noLog() : ok(told(await log.query({ ...asked, now: now(), ...(limit === null ? {} : { limit }) }, signal)));
    },
  ],
  ["GET timelines", async ({ parameters }, answers) => ok(await answerTimelines(parameters, answers))],
  ["GET history", async ({ parameters }, { session }) => ok(told(await session.history(objectQuery(parameters))))],
  [
    "GET diff",
    async ({ parameters }, { session }) => {
      const to = parameters.get("to");
      const range = { kind: "between", from: named(parameters, "from"), to } as const;
      return ok(told(await session.diff({ ...objectQuery(parameters), attempts: false }, range)));
    },
  ],
  ["GET event", async ({ parameters }, { session }) => ok(told(await session.event(named(parameters, "auditID"))))],
]);

/**
 * Answers one question of the page. It knows no HTTP: a server, an editor's webview and a test ask it alike.
 *
 * @throws what `errorReply` has a reply to, and bugs.
 */
export const askApi = async (request: ApiRequest, answers: DashboardAnswers): Promise<ApiReply> => {
  const question = questions.get(`${request.method} ${request.path}`);
  return question === undefined ? refused(404, "not-found", "the dashboard has no such question") : await question(request, answers);
};

/** The same, with what is wrong with a question as its reply. Throws bugs. */
export const answerApi = async (request: ApiRequest, answers: DashboardAnswers): Promise<ApiReply> => {
  try {
    return await askApi(request, answers);
  } catch (error) {
    const reply = errorReply(error);
    if (reply === null) throw error;
    return reply;
  }
};
