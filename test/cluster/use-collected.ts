import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { collectorIn, type Collector, type Serving } from "./collector.ts";
import type { ControlPlane } from "./control-plane/control-plane.ts";
import type { Webhook } from "./control-plane/webhook.ts";
import { useControlPlane } from "./use-control-plane.ts";

/** A control plane whose webhook posts to `kubectl meshaudit serve`. */
export interface Collected {
  plane(): ControlPlane;
  /** The folder of the store. */
  store: string;
  /** Where the collector is asked, with `reader` in the environment. */
  url(): string;
  reader(): NodeJS.ProcessEnv;
  /** Stops the collector. Resolves to its exit status, or the signal that had to end it. */
  stop(): Promise<string>;
  startAgain(): Promise<void>;
}

/**
 * One control plane with a collector of its own for all tests of the file or the `describe` that it is called in.
 *
 * @param mesh as a control plane takes it; without the mesh's kinds, little is logged of each object
 */
export const useCollected = (webhook: Omit<Webhook, "config">, { mesh }: { mesh: boolean }): Collected => {
  // Made by the first hook: tests that are not run leave nothing behind.
  const folder = join(tmpdir(), `meshaudit-collector-${randomUUID()}`);
  let running: { collector: Collector; config: string; reader: NodeJS.ProcessEnv; serving: Serving } | undefined;
  const current = () => {
    if (running === undefined) throw new Error("the collector runs within tests only");
    return running;
  };
  beforeAll(async () => {
    const collector = await collectorIn(folder);
    const config = await collector.webhookConfig();
    const reader = await collector.reader();
    running = { collector, config, reader, serving: await collector.start() };
  });
  const plane = useControlPlane(() => ({
    mesh,
    level: mesh ? "RequestResponse" : "Metadata",
    webhook: { ...webhook, config: current().config },
  }));
  afterAll(async () => {
    await running?.serving.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    plane,
    store: join(folder, "store"),
    url: () => current().collector.url,
    reader: () => current().reader,
    stop: () => current().serving.stop(),
    startAgain: async () => {
      current().serving = await current().collector.start();
    },
  };
};
