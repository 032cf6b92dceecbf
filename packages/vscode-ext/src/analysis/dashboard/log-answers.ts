import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as l10n from "@vscode/l10n";
import { configPath, isCollector, placeFiles, readConfig } from "@meshaudit/client";
import { answerQuery, answerReport, MeshauditError, type PlaceFiles, type QueryRunner, type SessionConfig } from "@meshaudit/core";
import type { DashboardAnswers, InTurn } from "@meshaudit/dashboard";
import type { AnalysisIo } from "../meshes/known-meshes.ts";
import { nameInAnswers, type MeshSource } from "../meshes/mesh-source.ts";
import { openLogs } from "../meshes/open-logs.ts";
import type { QueryFiles } from "./query-files.ts";

type LogAnswers = NonNullable<DashboardAnswers["log"]>;

/** What one query may take, as `kubectl meshaudit dashboard` has it; a page has no use for more bytes. */
const bounds = { packing: null, memoryLimitMB: 1024, millis: 60_000, bytes: 32 << 20 };

/** Why reports and queries of a source cannot be answered here; null when they can. */
const refusalOf = ({ specs }: MeshSource, { child }: QueryFiles): MeshauditError | null => {
  const collector = specs.find(isCollector);
  if (collector !== undefined)
    return new MeshauditError(
      "source-none",
      l10n.t("A collector answers the editor questions about objects, and neither reports nor queries."),
      {
        hint: l10n.t("Open the collector's own dashboard in a browser, or choose its store where it lies."),
      },
    );
  if (specs.length === 0)
    return new MeshauditError("source-none", l10n.t("Without an audit log there are no reports: the live cluster knows no requests."), {
      hint: l10n.t("Run the command meshaudit: Choose an Audit Log."),
    });
  if (child !== null) return null;
  return new MeshauditError(
    "argument-invalid",
    l10n.t("This package of the extension has no DuckDB for this machine, which reports and queries need."),
    {
      hint: l10n.t(
        "Install the package for this platform, or open the same pages in a browser: kubectl meshaudit dashboard --from {0}",
        specs.join(" "),
      ),
    },
  );
};

/** A folder for one query, which nobody else can read, and which goes away with it. */
const withScratch = async <T>(task: (scratch: string) => Promise<T>): Promise<T> => {
  const scratch = await mkdtemp(join(tmpdir(), "meshaudit-"));
  try {
    return await task(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

const placesOf = async ({ mesh }: MeshSource, { env, home }: AnalysisIo, { countries }: QueryFiles): Promise<PlaceFiles> => {
  const path = configPath(env, home);
  const { places, meshes } = await readConfig(path);
  const own = mesh.key.startsWith("mesh:") ? meshes.find(({ name }) => name === mesh.name) : undefined;
  return { ...placeFiles(places ?? null, dirname(path), env, home, { country: countries }), cluster: own?.clusterCIDRs ?? [] };
};

/** Reports and queries over a mesh's log, each answered in a process of its own. What cannot be asked says why. */
export const logAnswers = (source: MeshSource, io: AnalysisIo, files: QueryFiles, turn: InTurn): LogAnswers => {
  const configFor = async (signal: AbortSignal): Promise<SessionConfig> => ({
    sources: await openLogs(source.specs, source.base),
    mesh: nameInAnswers(source),
    trustedProxies: source.trustedProxies,
    live: null,
    places: () => placesOf(source, io, files),
    reading: { redactionKey: io.redactionKey, worker: io.scanWorker, threads: io.threads, signal },
  });
  const answered = async <T>(signal: AbortSignal, task: (config: SessionConfig, runner: QueryRunner) => Promise<T>): Promise<T> => {
    const refusal = refusalOf(source, files);
    if (refusal !== null || files.child === null) throw refusal ?? new Error("no process to ask");
    const { child } = files;
    return turn(signal, () =>
      withScratch(async (scratch) => task(await configFor(signal), { child, scratch, threads: io.threads, ...bounds })),
    );
  };
  return {
    report: (question, signal) => answered(signal, (config, runner) => answerReport(question, config, runner)),
    query: (question, signal) => answered(signal, (config, runner) => answerQuery(question, config, runner)),
  };
};
