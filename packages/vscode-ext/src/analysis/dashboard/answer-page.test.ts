import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ApiReply } from "@meshaudit/dashboard";
import { afterAll, describe, expect, it } from "vitest";
import { analysis } from "../analysis.ts";
import type { QueryFiles } from "./query-files.ts";

const home = mkdtempSync(join(tmpdir(), "meshaudit-page-"));
afterAll(() => rmSync(home, { recursive: true }));

const root = join(import.meta.dirname, "../../../../..");
const log = join(root, "test/scenarios/bookshop/audit.log.gz");
const query = { path: "query", parameters: "", body: { text: "*", from: null, to: null, limit: 1, timeZone: "UTC" } };
const overview = { path: "report", parameters: "report=overview", body: null };

const duckDb: QueryFiles = {
  child: {
    command: process.execPath,
    args: ["--conditions=meshaudit-source", fileURLToPath(new URL("../../../../core/src/query-run/query-child.ts", import.meta.url))],
    env: {},
  },
  countries: null,
};
const noDuckDb: QueryFiles = { child: null, countries: null };

const ask = async (source: string, files: QueryFiles, question: typeof overview | typeof query): Promise<ApiReply> => {
  const io = {
    env: { XDG_CONFIG_HOME: home, KUBECONFIG: join(home, "none") },
    home,
    redactionKey: new Uint8Array(32),
    scanWorker: new URL("file:///none"),
    threads: 1,
    clock: () => 0,
    now: () => Date.parse("2026-11-24T13:00:00Z"),
    queryFiles: () => files,
  };
  const { signal } = new AbortController();
  const answers = analysis(io, () => {});
  const settings = { collectorCa: "", kubeconfig: "", context: "", meshes: [], defaultNamespace: "", liveCluster: false, demo: null };
  await answers.configure({ ...settings, sources: [source] }, signal);
  return answers.dashboard({ mesh: "log", question }, signal);
};

describe("the dashboard's page", () => {
  it("is answered reports and queries of the mesh's log", async () => {
    const report = await ask(log, duckDb, overview);
    expect(report).toMatchObject({ status: 200, body: { result: { totals: { created: 28, updated: 23, deleted: 9 } } } });
    const { body } = await ask(log, duckDb, query);
    expect(body).toMatchObject({ result: { kind: "QueryResult", rows: [{ event: { kind: "Event" } }] } });
  });

  it("is answered about objects without DuckDB, and told what to do about the rest", async () => {
    const history = { path: "history", parameters: "object=vs/bookinfo/reviews", body: null };
    expect(await ask(log, noDuckDb, history)).toMatchObject({ status: 200, body: { result: { kind: "ObjectHistory" } } });
    expect(await ask(log, noDuckDb, overview)).toMatchObject({
      status: 422,
      body: { error: { message: expect.stringContaining("DuckDB"), hint: expect.stringContaining("kubectl meshaudit dashboard --from") } },
    });
  });

  it("is told that a collector's reports are elsewhere", async () => {
    const collector = "https://collector.example.com:8443";
    expect(await ask(collector, duckDb, overview)).toMatchObject({
      status: 503,
      body: { error: { code: "source-none", message: expect.stringContaining("collector") } },
    });
    expect(await ask(collector, duckDb, { ...overview, path: "mesh" })).toMatchObject({ status: 200, body: { sources: [collector] } });
  });
});
