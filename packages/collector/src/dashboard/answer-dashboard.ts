import { askApi, errorReply, pageHeaders, refused, type PageFiles } from "@meshaudit/dashboard";
import { demandRole, identify, mayTouch, type Caller, type Known } from "../access/identify.ts";
import { readBody } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import { json, line, type Reply } from "../http/reply.ts";
import { demandMethod, demandType, type Request } from "../http/request.ts";
import type { ReadApi } from "../read/answer-question.ts";
import { sessionCookie, type BrowserSessions } from "./browser-sessions.ts";

/** What the dashboard's page is served from. */
export interface ServedPage {
  files: PageFiles;
  sessions: BrowserSessions;
}

type Asked = Omit<Request, "caller">;

const longestBody = 256 * 1024;

const bodyOf = async ({ message, response }: Asked, { limits }: ReadApi): Promise<unknown> => {
  const blocks: Buffer[] = [];
  if (message.headers.expect !== undefined) response.writeContinue();
  await readBody(message, { ...limits, bodyBytes: longestBody }, (block) => {
    blocks.push(block);
    return null;
  });
  try {
    return JSON.parse(Buffer.concat(blocks).toString("utf8"));
  } catch {
    throw new Refusal("bad-request", "the question is no JSON");
  }
};

/** Holds a question to the page of the same origin: a cookie and a certificate come along with whatever makes the browser ask. */
const demandOwnPage = ({ message: { headers, socket } }: Asked): void => {
  const { origin, host = "" } = headers;
  const site = headers["sec-fetch-site"];
  const own = `${"encrypted" in socket ? "https" : "http"}://${host}`;
  if ((origin !== undefined && origin !== own) || (site !== undefined && site !== "same-origin"))
    throw new Refusal("cross-origin", "only the dashboard's own page may ask");
};

const signIn = (): Reply => {
  const { body } = refused(401, "sign-in", "a token of the role read is asked for");
  return json(401, body);
};

const openSession = async (asked: Asked, known: Known, { sessions }: ServedPage, api: ReadApi): Promise<Reply> => {
  const body = await bodyOf(asked, api);
  const token = typeof body === "object" && body !== null && "token" in body ? body.token : null;
  const value = typeof token === "string" ? sessions.open(token, known.credentials ?? []) : null;
  if (value === null) return signIn();
  const secure = "encrypted" in asked.message.socket;
  return { ...json(200, {}), headers: { "set-cookie": sessionCookie(value, secure) } };
};

/** Who asks: whoever a cookie stands for, else a token or a client certificate; null: nobody that is known. */
const callerOf = ({ message }: Asked, known: Known, { sessions }: ServedPage): Caller | null => {
  const credential = sessions.credentialOf(message.headers.cookie, known.credentials ?? []);
  if (credential !== null) return credential;
  try {
    return identify(message, known);
  } catch (error) {
    if (error instanceof Refusal && error.reason === "no-credential") return null;
    throw error;
  }
};

const answerApi = async (asked: Asked, mesh: string, name: string, known: Known, page: ServedPage, api: ReadApi): Promise<Reply> => {
  const { message, response, parameters, address, since } = asked;
  demandMethod(asked, "GET", "POST");
  const method = asked.method === "POST" ? "POST" : "GET";
  demandOwnPage(asked);
  if (method === "POST") demandType(asked, "application/json");
  if (method === "POST" && name === "session") return openSession(asked, known, page, api);
  const caller = callerOf(asked, known, page);
  if (caller === null) return signIn();
  demandRole(caller, "read");
  if (!mayTouch(caller, mesh)) throw new Refusal("wrong-mesh", "this credential is not for that mesh");
  const answers = api.meshes.get(mesh);
  if (answers === undefined) throw new Refusal("unknown-mesh", "no mesh of that name is kept here");
  const body = method === "POST" ? await bodyOf(asked, api) : null;
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const reply = await api.inTurn(async () => {
    if (message.socket.destroyed) throw new Refusal("broken-off", "the caller went away");
    try {
      return await answers.ask((session, log) =>
        askApi({ method, path: name, parameters, body, signal: gone.signal }, { mesh, sources: [mesh], session, log, now: known.now }),
      );
    } catch (error) {
      if (gone.signal.aborted) throw new Refusal("broken-off", "the caller went away");
      const told = errorReply(error);
      if (told === null) throw error;
      return told;
    }
  });
  const ms = api.elapsed() - since;
  api.metrics.questions.observe(ms / 1000, "dashboard");
  const question = `dashboard ${name.slice(0, 40)}`;
  api.log.info("question", { by: caller.name, from: address, mesh, question, status: reply.status, ms: Math.round(ms) });
  return json(reply.status, reply.body);
};

/**
 * Answers what is asked below `/dashboard/MESH/`: the page's files, to everybody, as they say nothing; and its questions, to whoever signed
 * in or has a client certificate. Where no credentials are asked for, there is no dashboard: pages may not ask then.
 *
 * @throws Refusal
 */
export const answerDashboard = async (asked: Asked, known: Known, page: ServedPage, api: ReadApi): Promise<Reply> => {
  const [, mesh = "", ...rest] = asked.path;
  if (mesh === "") throw new Refusal("unknown-path", "a mesh's dashboard is at /dashboard/MESH/");
  if (known.credentials === null)
    throw new Refusal("cross-origin", "without credentials there is no dashboard here: kubectl meshaudit dashboard --from STORE shows it");
  const [first, second, name = "", ...more] = rest;
  if (first === "api" && second === "v1" && more.length === 0) return answerApi(asked, mesh, name, known, page, api);
  demandMethod(asked, "GET", "HEAD");
  const target = (asked.message.url ?? "").split("?", 1)[0] ?? "";
  // What the page names is beside it.
  if (rest.length === 0 && !target.endsWith("/"))
    return { ...line(308, "see the address with a / at its end"), headers: { location: `/dashboard/${encodeURIComponent(mesh)}/` } };
  const file = await page.files(`/${rest.join("/")}`);
  if (file === null) throw new Refusal("unknown-path", "the dashboard has no such page");
  return { status: 200, type: file.type, body: file.bytes, headers: pageHeaders };
};
