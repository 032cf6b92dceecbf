import { answerApi, inTurn, type ApiReply, type InTurn } from "@meshaudit/dashboard";
import type { PageQuestion } from "../../protocol/questions.ts";
import type { AnalysisIo } from "../meshes/known-meshes.ts";
import type { MeshLog } from "../meshes/mesh-log.ts";
import { nameInAnswers } from "../meshes/mesh-source.ts";
import { logAnswers } from "./log-answers.ts";

/** Each takes all that this machine has, so that more at once would only be later. */
const turn: InTurn = inTurn(2);

/** Answers a question of the dashboard's page about a mesh, as the server of the same page does. */
export const answerPage = (
  { path, parameters, body }: PageQuestion,
  log: MeshLog,
  io: AnalysisIo,
  signal: AbortSignal,
): Promise<ApiReply> =>
  answerApi(
    { method: body === null ? "GET" : "POST", path, parameters: new URLSearchParams(parameters), body, signal },
    {
      mesh: nameInAnswers(log.source),
      sources: log.source.specs,
      // What is asked about objects waits for the log to be read, and nothing else does.
      session: {
        history: async (query) => (await log.session(signal)).history(query),
        histories: async (query) => (await log.session(signal)).histories(query),
        diff: async (query, range) => (await log.session(signal)).diff(query, range),
        event: async (auditID) => (await log.session(signal)).event(auditID),
      },
      log: logAnswers(log.source, io, io.queryFiles(), turn),
      now: () => io.now(),
    },
  );
