import { request } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import type { Commands } from "./commands.ts";

/** How long any of these may take, in ms: the machine may be busy. */
const patience = 90_000;

/** Asks again and again until the answer is yes. */
const until = async (what: string, isSo: () => Promise<boolean>, over?: AbortSignal): Promise<void> => {
  const end = performance.now() + patience;
  while (!(await isSo())) {
    if (over?.aborted === true) return;
    if (performance.now() > end) throw new Error(`after ${patience / 1000} s it is still not so that ${what}`);
    await sleep(100);
  }
};

/** Waits until the API server says that it is ready, or until nobody wants to know. */
export const isReady = (server: string, ca: string, token: string, over: AbortSignal): Promise<void> =>
  until("the API server is ready", async () => (await statusOf(`${server}/readyz`, ca, token)) === 200, over);

/** Waits until the API server has taken note of what `rbac.yaml` allows. */
export const letsUsersIn = ({ run }: Commands): Promise<void> =>
  until("users may do what they may", async () => {
    const asked = ["auth", "can-i", "create", "configmaps"];
    const outcomes = [await run("alice", asked), await run("ci-deployer", asked)];
    return outcomes.every(({ status }) => status === 0);
  });

/** Waits until every resource that was defined is served, and told of to who asks what there is. */
export const servesDefinitions = async ({ kubectl, run }: Commands): Promise<void> => {
  await kubectl("admin", ["wait", "--for=condition=Established", "crd", "--all", "--timeout=60s"]);
  const { stdout } = await kubectl("admin", ["get", "crd", "-o", "jsonpath={.items[*].metadata.name}"]);
  const resources = stdout.split(" ").join(",");
  await until("the mesh's kinds are served", async () => (await run("admin", ["get", resources, "-A"])).status === 0);
};

/** null while nobody answers. */
const statusOf = (url: string, ca: string, token: string): Promise<number | null> =>
  new Promise((resolve) => {
    const headers = { authorization: `Bearer ${token}` };
    const asked = request(url, { ca, headers, timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? null);
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(null));
    asked.end();
  });
