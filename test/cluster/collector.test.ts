import { createServer } from "node:net";
import { delimiter, join, resolve } from "node:path";
import type { ObjectHistory, StoreStatus } from "@meshaudit/core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Truth } from "../scenarios/truth.ts";
import type { ControlPlane } from "./control-plane/control-plane.ts";
import { runWell } from "./control-plane/run-program.ts";
import { loggedName } from "./control-plane/users.ts";
import { loggedEvents } from "./logged-events.ts";
import { checkTruth } from "./scenario/check-truth.ts";
import { liveThrough } from "./scenario/live-through.ts";
import { environmentOf, meshaudit, type Place } from "./scenario/meshaudit.ts";
import { virtualService } from "./scenario/objects.ts";
import { fromInput, jsonPatch } from "./scenario/recording.ts";
import { storedAndLogged } from "./stored-and-logged.ts";
import { useCollected } from "./use-collected.ts";

const bin = resolve(import.meta.dirname, "../../node_modules/.bin");

const placeOf = ({ folder, kubeconfig, path }: ControlPlane): Place => ({ home: folder, kubeconfig, path });

describe.each([
  { mode: "batch", within: 35_000 }, // its batch waits up to 30 s
  { mode: "blocking", within: 1000 },
] as const)("an API server that posts to kubectl meshaudit serve in $mode mode", ({ mode, within }) => {
  const collected = useCollected({ mode }, { mesh: true });
  const { plane, store } = collected;
  beforeAll(async () => {
    await plane().kubectl("admin", ["create", "namespace", "early"]);
  });

  it(`lets who-changed see a kubectl apply by alice within ${within / 1000} s`, async ({ annotate }) => {
    const manifest = virtualService("early", { v1: 100 }, { namespace: "early" });
    await plane().kubectl("alice", ["apply", ...fromInput], { input: JSON.stringify(manifest) });
    const applied = Date.now();
    // A busy machine starts a command late: what counts is when it was asked for.
    for (let asked = 0; ; asked = Date.now() - applied) {
      const question = ["who-changed", "vs/early", "-n", "early", "--from", store, "-o", "json"];
      const { status, stdout } = await meshaudit(placeOf(plane()), question);
      const who = status === 0 ? (JSON.parse(stdout) as ObjectHistory).changes.map(({ actor }) => actor.user) : [];
      if (who.length > 0) {
        expect(who).toEqual([loggedName("alice")]);
        return await annotate(`seen by the question asked ${asked} ms later, whose answer came ${Date.now() - applied} ms later`);
      }
      expect(asked, "ms after which it was not seen").toBeLessThanOrEqual(within);
    }
  });

  it.runIf(mode === "blocking")("gives restore | kubectl replace what it needs as soon as an object is spoilt", async () => {
    const library = virtualService("library", { v1: 90, v2: 10 }, { namespace: "early" });
    await plane().kubectl("alice", ["create", ...fromInput], { input: JSON.stringify(library) });
    const wasGood = new Date().toISOString();
    const fault = { abort: { httpStatus: 500, percentage: { value: 100 } } };
    const patch = jsonPatch({ op: "add", path: "/spec/http/0/fault", value: fault });
    await plane().kubectl("carol", ["patch", "vs", "library", "-n", "early", ...patch]);
    const pipe = `kubectl meshaudit restore vs/library -n early --at ${wasGood} --from "$STORE" | kubectl --context alice replace -f -`;
    const env = { ...environmentOf({ ...placeOf(plane()), path: [bin, plane().path].join(delimiter) }), STORE: store };
    await runWell("bash", ["-o", "pipefail", "-c", pipe], { env });
    const { stdout } = await plane().kubectl("alice", ["get", "vs", "library", "-n", "early", "-o", "json"]);
    expect((JSON.parse(stdout) as { spec: object }).spec).toEqual(library.spec);
  });

  describe("when people, a pipeline and Helm have written to a mesh in every way there is", () => {
    let truth: Truth;
    let began: string;
    let stopped: number;
    beforeAll(async () => {
      await plane().kubectl("admin", ["delete", "namespace", "early"]);
      began = new Date().toISOString();
      truth = await liveThrough(plane());
      // The API server's own watches end after its webhook has: their ends are in the file alone.
      stopped = Date.now();
      await plane().stop();
    });

    it("has a store that says what was done, and nothing else", async () => {
      expect(await checkTruth(truth, placeOf(plane()), ["--from", store], began)).toEqual([]);
    });

    it("has every event of the API server's log file in the store, once, and no other", async () => {
      const differences = await storedAndLogged(placeOf(plane()), store, plane().auditLog, stopped);
      expect(differences).toEqual({ missing: [], twice: 0, invented: 0 });
    });

    // The log file is the same in each mode, and so is what a collector is asked.
    it.runIf(mode === "batch")("has a log file that says the same", async () => {
      expect(await checkTruth(truth, placeOf(plane()), ["--from", plane().auditLog], began)).toEqual([]);
    });

    it.runIf(mode === "batch")("has no line in its log file that is not accounted for", async () => {
      const count = loggedEvents(plane().auditLog).length.toLocaleString("en");
      const { stderr } = await meshaudit(placeOf(plane()), ["who-changed", "vs/reviews", "--from", plane().auditLog, "--verify"]);
      expect(stderr).toMatch(new RegExp(`^verified .* of 1 file: ${count} read = ${count} events \\+ 0 duplicates \\+ 0 rejected\\n`));
    });

    it.runIf(mode === "blocking")("has a collector that says the same over https to whoever has a token that may read", async () => {
      const from = ["--from", collected.url()];
      expect(await checkTruth(truth, { ...placeOf(plane()), env: collected.reader() }, from, began)).toEqual([]);
      expect(await meshaudit(placeOf(plane()), ["who-changed", "vs/reviews", ...from])).toMatchObject({ status: 1, stdout: "" });
    });

    it("has a collector that ends in good order, with all of it sealed", async () => {
      expect(await collected.stop()).toBe("0");
      const { stdout } = await meshaudit(placeOf(plane()), ["store", "status", "--store", store, "-o", "json"]);
      expect(JSON.parse(stdout) as StoreStatus).toMatchObject({ unsealed: 0, isWritten: false });
      // With the key of whoever signed: the collector has a configuration of its own.
      const key = join(store, "..", "config", "meshaudit", "signing-key.pem");
      const verify = ["store", "verify", "--store", store, "--public-key", key];
      expect(await meshaudit(placeOf(plane()), verify)).toMatchObject({ status: 0, stderr: "" });
    });
  });
});

/** Counts who knocks at a port where nobody serves. */
const listenInVain = async (port: number) => {
  let knocks = 0;
  const server = createServer((socket) => {
    knocks++;
    socket.destroy();
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  return { knocks: () => knocks, close: () => new Promise((done) => server.close(done)) };
};

describe("a collector that is stopped and started again", () => {
  const collected = useCollected({ mode: "batch", maxWait: 1, initialBackoff: 5 }, { mesh: false });
  const { plane, store } = collected;

  it("is brought all that the API server could not post meanwhile", async () => {
    await plane().kubectl("admin", ["create", "namespace", "bookinfo"]);
    await plane().kubectl("alice", ["create", "configmap", "before"]);
    expect(await collected.stop()).toBe("0");
    const nobody = await listenInVain(Number(new URL(collected.url()).port));
    await plane().kubectl("alice", ["create", "configmap", "meanwhile"]);
    await expect.poll(nobody.knocks, { timeout: 60_000 }).toBeGreaterThan(0);
    await nobody.close();
    await collected.startAgain();
    await plane().kubectl("alice", ["create", "configmap", "after"]);
    const stopped = Date.now();
    await plane().stop();
    const names = loggedEvents(plane().auditLog).map(({ objectRef }) => objectRef?.name);
    expect(names).toEqual(expect.arrayContaining(["before", "meanwhile", "after"]));
    const differences = await storedAndLogged(placeOf(plane()), store, plane().auditLog, stopped);
    expect(differences).toEqual({ missing: [], twice: 0, invented: 0 });
  });
});
