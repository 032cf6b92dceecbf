import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answers } from "../protocol/call.ts";
import type { Settings } from "../protocol/settings.ts";
import { analysis } from "./analysis.ts";

const home = mkdtempSync(join(tmpdir(), "meshaudit-analysis-"));
afterAll(() => rmSync(home, { recursive: true }));

const root = join(import.meta.dirname, "../../../..");
const log = join(root, "test/scenarios/bookshop/audit.log.gz");
const demo = readFileSync(join(root, "packages/vscode-ext/demo/reviews.yaml"), "utf8");
const settings: Settings = {
  sources: [log],
  collectorCa: "",
  kubeconfig: "",
  context: "",
  meshes: [],
  defaultNamespace: "",
  liveCluster: false,
  demo: null,
};
const signal = new AbortController().signal;
const uri = "file:///reviews.yaml";

const start = async (overrides: Partial<Settings> = {}, env: NodeJS.ProcessEnv = {}): Promise<Answers> => {
  const io = {
    env: { XDG_CONFIG_HOME: home, KUBECONFIG: join(home, "none"), ...env },
    home,
    redactionKey: new Uint8Array(32),
    threads: 1,
    clock: () => 0,
    now: () => Date.parse("2026-11-24T13:00:00Z"),
    queryFiles: () => ({ child: null, countries: null }),
  };
  const answers = analysis({ ...io, scanWorker: new URL("file:///none") }, () => {});
  await answers.configure({ ...settings, ...overrides }, signal);
  return answers;
};

const positionOf = (text: string, found: string): { line: number; character: number } => {
  const line = text.split("\n").findIndex((one) => one.includes(found));
  return { line, character: text.split("\n")[line]?.indexOf(found) ?? 0 };
};

describe("what the analysis says of a file", () => {
  let answers: Answers;
  beforeAll(async () => {
    answers = await start();
    await answers.openFile({ uri, path: null, folder: null, version: 1, text: demo }, signal);
  });
  const place = (found: string) => answers.place({ uri, position: positionOf(demo, found) }, signal);

  it("names who set a value that the cluster has too, from what and to what", async () => {
    expect(await place("weight: 20")).toMatchObject({
      kind: "field",
      field: {
        state: "same",
        here: 20,
        change: { actor: { user: "alice@example.com" } },
        did: { op: "changed", before: 50, after: 20 },
        evidence: "exact",
      },
    });
  });

  it("shows both values where the file differs, and attributes the cluster's", async () => {
    expect(await place("weight: 50")).toMatchObject({ kind: "field", field: { state: "differs", here: 50, there: 80 } });
  });

  it("tells an object's last changes at its name", async () => {
    const found = await place("name: reviews");
    expect(found).toMatchObject({ kind: "object", view: { standing: { kind: "seen", alive: true, changes: 9, contents: true } } });
    expect(found?.kind === "object" && found.changes).toHaveLength(5);
  });

  it("says nothing of a comment", async () => {
    expect(await place("# Rest")).toBeNull();
  });

  it("lists the drift, with the edit that takes the cluster's value", async () => {
    const file = await answers.file(uri, signal);
    expect(file?.objects[0]?.drift).toMatchObject([
      { kind: "differs", key: "spec.http[name=default].route[host=reviews,subset=v3].weight", here: 50, there: 80, edit: { text: "80" } },
    ]);
  });

  it("attributes by natural keys, whatever is put before", async () => {
    const before =
      "    - name: canary\n      route:\n        - destination:\n            host: reviews\n            subset: v2\n          weight: 100\n";
    const text = demo.replace("    - name: default\n", `${before}    - name: default\n`);
    await answers.openFile({ uri: "file:///inserted.yaml", path: null, folder: null, version: 1, text }, signal);
    const fields = await answers.fields({ uri: "file:///inserted.yaml", fromLine: 0, toLine: 100 }, signal);
    const weights = fields.filter(({ path }) => path.endsWith("weight"));
    expect(weights.map(({ state, here, change }) => [state, here, change?.actor.user ?? null])).toEqual([
      ["only-here", 100, null],
      ["same", 20, "alice@example.com"],
      ["differs", 50, "alice@example.com"],
    ]);
  });

  it("says nothing false of an object that the log never saw", async () => {
    const text = demo.replaceAll("name: reviews\n  namespace", "name: nobody\n  namespace");
    await answers.openFile({ uri: "file:///never.yaml", path: null, folder: null, version: 1, text }, signal);
    const [never] = (await answers.file("file:///never.yaml", signal))?.objects ?? [];
    expect(never).toMatchObject({ standing: { kind: "never-seen", near: [] }, drift: [] });
    const near = demo.replaceAll("name: reviews\n  namespace", "name: reveiws\n  namespace");
    await answers.openFile({ uri: "file:///near.yaml", path: null, folder: null, version: 1, text: near }, signal);
    expect((await answers.file("file:///near.yaml", signal))?.objects[0]).toMatchObject({ standing: { near: ["reviews"] } });
    expect(await answers.fields({ uri: "file:///never.yaml", fromLine: 0, toLine: 100 }, signal)).toEqual([]);
  });

  it("asks whose mesh it is rather than take one of several", async () => {
    const two = await start({ sources: [], meshes: [] });
    await two.openFile({ uri, path: "/w/staging/reviews.yaml", folder: "/w", version: 1, text: demo }, signal);
    expect(await two.file(uri, signal)).toMatchObject({ mesh: null, note: { kind: "no-source" } });
  });
});

describe("the demo", () => {
  const folder = join(root, "packages/vscode-ext/demo");
  const looking = async (sources: string[]): Promise<Answers> => {
    const answers = await start({ sources, demo: folder });
    const open = (path: string) => answers.openFile({ uri: path, path, folder: null, version: 1, text: demo }, signal);
    await open(join(folder, "reviews.yaml"));
    await open("/w/reviews.yaml");
    return answers;
  };

  it("answers for its own file, and leaves a person's own sources as they are", async () => {
    const answers = await looking([log]);
    expect((await answers.meshes(null, signal)).map(({ mesh }) => mesh.key)).toEqual(["log", "demo"]);
    expect(await answers.file(join(folder, "reviews.yaml"), signal)).toMatchObject({ mesh: { key: "demo" } });
    expect(await answers.file("/w/reviews.yaml", signal)).toMatchObject({ mesh: { key: "log" } });
  });

  it("attributes nothing in a file of a person who has no source", async () => {
    const answers = await looking([]);
    expect(await answers.file("/w/reviews.yaml", signal)).toMatchObject({ mesh: null, note: { kind: "no-source" } });
    expect(await answers.file(join(folder, "reviews.yaml"), signal)).toMatchObject({
      mesh: { key: "demo" },
      objects: [{ object: { mesh: "the demo" }, standing: { kind: "seen" } }],
    });
  });

  it("is gone when a person leaves it", async () => {
    const answers = await looking([log]);
    await answers.configure(settings, signal);
    expect((await answers.meshes(null, signal)).map(({ mesh }) => mesh.key)).toEqual(["log"]);
  });
});

describe("a question that nobody waits for any more", () => {
  it("ends", async () => {
    const answers = await start();
    await answers.meshes(null, signal);
    const controller = new AbortController();
    const filter = { by: null, namespace: null, kind: null, from: null, to: null };
    const asked = answers.recent({ mesh: "log", filter, limit: 20 }, controller.signal);
    controller.abort(new Error("gone"));
    await expect(asked).rejects.toThrow("gone");
    expect((await answers.recent({ mesh: "log", filter, limit: 20 }, signal)).changes).toHaveLength(20);
  });
});

describe("what the analysis says of a mesh", () => {
  it("gives the newest changes first, and both sides of each", async () => {
    const answers = await start();
    const filter = { by: null, namespace: null, kind: null, from: null, to: null };
    const { changes, more } = await answers.recent({ mesh: "log", filter, limit: 20 }, signal);
    expect(more).toBe(true);
    expect(changes.map(({ change }) => Date.parse(change.time))).toEqual(
      changes.map(({ change }) => Date.parse(change.time)).toSorted((a, b) => b - a),
    );
    const { changes: own } = await answers.changes({ mesh: "log", object: reviews, limit: 1 }, signal);
    const version = (kind: "before" | "after") =>
      answers.version({ mesh: "log", object: reviews, version: { kind, change: own[0]?.id ?? "" } }, signal);
    expect((await version("before")).text).not.toContain("watch the error rate");
    expect((await version("after")).text).toContain("watch the error rate");
  });

  it("gives back what was deleted", async () => {
    const answers = await start();
    const deleted = await answers.deleted({ mesh: "log" }, signal);
    const one = deleted.find(({ restorable }) => restorable !== "unavailable");
    expect(one).toBeDefined();
    if (one === undefined) return;
    const { text, command } = await answers.restoration({ mesh: "log", object: one.object, change: null }, signal);
    expect(text).toContain(`name: ${one.object.name}`);
    expect(command).toBe("kubectl create -f FILE");
  });
});

const reviews = { group: "networking.istio.io", resource: "virtualservices", namespace: "bookinfo", name: "reviews" };
