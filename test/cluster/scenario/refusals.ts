import { refOf, virtualService } from "./objects.ts";
import { fromInput, jsonPatch, refused, unchanged, type Recording } from "./recording.ts";

/** What the API server refuses, and what it only tries out. */
export const beRefused = async ({ kubectl, plane }: Recording): Promise<void> => {
  const manifest = virtualService("details", { v3: 100 });
  const details = refOf(manifest);
  const withoutRights = jsonPatch({ op: "remove", path: "/spec/http" });
  await kubectl("bob", ["patch", "vs", "details", ...withoutRights], [refused(details, 403)]);
  await kubectl("bob", ["delete", "vs", "details"], [refused(details, 403)]);
  await kubectl("mallory", ["patch", "vs", "details", ...withoutRights], [refused(details, 403)]);
  await kubectl("mallory", ["--as=alice@example.com", "delete", "vs", "details"], [refused(details, 403)]);
  await plane.run("stranger", ["delete", "vs", "details"]);
  await kubectl("alice", ["delete", "vs", "never-was"], [refused(refOf(virtualService("never-was")), 404)]);

  const invalid = { ...manifest, spec: { ...manifest.spec, http: [{ route: [{ destination: { host: "details" }, weight: "lots" }] }] } };
  await kubectl("carol", ["replace", "--validate=false", ...fromInput], [refused(details, 422)], invalid);
  const misspelt = { ...manifest, spec: { ...manifest.spec, htpp: [] } };
  await kubectl("carol", ["replace", "--validate=strict", ...fromInput], [refused(details, 400)], misspelt);
  const late = { ...manifest, metadata: { ...manifest.metadata, resourceVersion: "1" } };
  await kubectl("carol", ["replace", ...fromInput], [refused(details, 409)], late);
  await kubectl("alice", ["create", ...fromInput], [refused(details, 409)], manifest);

  await kubectl("alice", ["apply", "--dry-run=server", ...fromInput], [unchanged(details)], manifest);
  await kubectl("alice", ["apply", "--server-side", "--force-conflicts", "--dry-run=server", ...fromInput], [unchanged(details)], manifest);
  await kubectl("alice", ["delete", "vs", "details", "--dry-run=server"], [unchanged(details)]);
  await kubectl(
    "alice",
    ["create", "--dry-run=server", ...fromInput],
    [unchanged(refOf(virtualService("tried")))],
    virtualService("tried"),
  );
};
