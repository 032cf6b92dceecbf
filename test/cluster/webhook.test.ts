import type { AuditEvent } from "@meshaudit/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startReceiver, type AuditReceiver } from "./audit-receiver.ts";
import { makeAuthority } from "./control-plane/certificate.ts";
import { loggedName } from "./control-plane/users.ts";
import { webhookConfig } from "./control-plane/webhook.ts";
import { loggedEvents } from "./logged-events.ts";
import { useControlPlane } from "./use-control-plane.ts";

const keyOf = ({ auditID, stage }: AuditEvent): string => `${auditID} ${stage}`;

const createsOf = (events: AuditEvent[], name: string): string[] =>
  events.filter(({ verb, objectRef }) => verb === "create" && objectRef?.name === name).map(({ user }) => user?.username ?? "");

/** What the collector is promised: the ways of the API server's own webhook, seen by a receiver that does nothing but keep. */
describe.each(["batch", "blocking"] as const)("an API server's audit webhook in %s mode", (mode) => {
  const token = "only-for-the-api-server";
  const authority = makeAuthority("receiver's authority");
  const refusals = mode === "batch" ? 1 : 0;
  let receiver: AuditReceiver;
  beforeAll(async () => {
    receiver = await startReceiver(authority.issue("receiver"), token, refusals);
  });
  const plane = useControlPlane(() => {
    const config = webhookConfig(`${receiver.url}/meshes/books`, authority.certificate, token);
    return { mesh: false, level: "Metadata", webhook: { config, mode, maxWait: 1, initialBackoff: 1 } };
  });
  afterAll(() => receiver.close());

  it("brings a request's event, before the answer when it blocks, else when the batch is due", async () => {
    await plane().kubectl("admin", ["create", "namespace", "bookinfo"]);
    await plane().kubectl("alice", ["create", "configmap", "seen"]);
    const who = () => createsOf(receiver.events(), "seen");
    if (mode === "blocking") expect(who()).toEqual([loggedName("alice")]);
    else await expect.poll(who, { timeout: 30_000 }).toEqual([loggedName("alice")]);
  });

  it("keeps the path of the URL, which may name the mesh", () => {
    expect(new Set(receiver.posts.map(({ path }) => new URL(path, receiver.url).pathname))).toEqual(new Set(["/meshes/books"]));
  });

  it.runIf(mode === "batch")("brings again what was refused with 503", async () => {
    const [refused] = receiver.posts;
    expect(refused?.status).toBe(503);
    const missing = (): string[] => {
      const taken = new Set(receiver.events().map(keyOf));
      return (refused?.events ?? []).map(keyOf).filter((key) => !taken.has(key));
    };
    await expect.poll(missing, { timeout: 60_000 }).toEqual([]);
  });

  it("has brought all that the log file holds from before the API server was stopped", async () => {
    await plane().kubectl("alice", ["create", "configmap", "last"]);
    // The API server's own watches end after its webhook has: their ends are in the file alone.
    const stopped = Date.now();
    await plane().stop();
    const events = loggedEvents(plane().auditLog).filter(({ stageTimestamp }) => Date.parse(stageTimestamp) < stopped);
    const taken = new Set(receiver.events().map(keyOf));
    expect(createsOf(events, "last")).toEqual([loggedName("alice")]);
    expect(events.filter((event) => !taken.has(keyOf(event))).map(({ requestURI }) => requestURI)).toEqual([]);
  });
});
