import { setTimeout as sleep } from "node:timers/promises";
import { loggedName } from "../control-plane/users.ts";
import { destinationRule, refOf, virtualService, type Manifest } from "./objects.ts";
import { created, deleted, fromInput, mergePatch, unchanged, type Recording } from "./recording.ts";

const collector = "system:serviceaccount:kube-system:generic-garbage-collector";
const namespaceController = "system:serviceaccount:kube-system:namespace-controller";

/** All the ways in which an object comes to its end, and one in which a name comes back. */
export const endObjects = async (scenario: Recording): Promise<void> => {
  await deleteAndCreateAgain(scenario);
  await generateName(scenario);
  await holdByFinalizer(scenario);
  await deleteOwner(scenario);
  await deleteNamespace(scenario);
};

const deleteAndCreateAgain = async ({ kubectl }: Recording): Promise<void> => {
  const manifest = virtualService("productpage");
  const object = refOf(manifest);
  await kubectl("alice", ["create", ...fromInput], [created(object)], manifest);
  await kubectl("carol", ["delete", "vs", "productpage"], [deleted(object)]);
  await kubectl("ci-deployer", ["create", ...fromInput], [created(object)], virtualService("productpage", { v2: 100 }));
};

const generateName = async ({ act, kubectl, plane }: Recording): Promise<void> => {
  const manifest: Manifest = {
    apiVersion: "networking.istio.io/v1alpha3",
    kind: "EnvoyFilter",
    metadata: { generateName: "lua-", namespace: "bookinfo" },
    spec: { configPatches: [] },
  };
  const create = ["create", ...fromInput, "-o", "jsonpath={.metadata.name}"];
  const { stdout: name } = await act(
    "ci-deployer",
    ({ stdout }) => [created(refOf(manifest, stdout))],
    () => plane.kubectl("ci-deployer", create, { input: JSON.stringify(manifest) }),
  );
  await kubectl("ci-deployer", ["delete", "envoyfilter", name], [deleted(refOf(manifest, name))]);
};

/** The deletion is whose who asked for it, though it comes true by who lets go. */
const holdByFinalizer = async ({ kubectl }: Recording): Promise<void> => {
  const manifest = destinationRule("held", { host: "held" }, { finalizers: ["example.com/hold"] });
  const object = refOf(manifest);
  await kubectl("alice", ["apply", ...fromInput], [created(object)], manifest);
  await kubectl("carol", ["delete", "dr", "held", "--wait=false"], [unchanged(object)]);
  await kubectl(
    "alice",
    ["patch", "dr", "held", ...mergePatch({ metadata: { finalizers: null } })],
    [deleted(object, { by: loggedName("carol") })],
  );
};

const deleteOwner = async ({ act, kubectl, plane }: Recording): Promise<void> => {
  await kubectl("alice", ["create", "configmap", "owner"], []);
  const { stdout: uid } = await plane.kubectl("alice", ["get", "configmap", "owner", "-o", "jsonpath={.metadata.uid}"]);
  const manifest = virtualService("owned", { v1: 100 }, { ownerReferences: [{ apiVersion: "v1", kind: "ConfigMap", name: "owner", uid }] });
  const object = refOf(manifest);
  await kubectl("ci-deployer", ["apply", ...fromInput], [created(object)], manifest);
  const cause = { kind: "garbage-collection", user: loggedName("carol") };
  await act("carol", [deleted(object, { user: collector, cause })], async () => {
    await plane.kubectl("carol", ["delete", "configmap", "owner"]);
    const end = performance.now() + 60_000;
    while ((await plane.run("alice", ["get", "vs", "owned"])).status === 0) {
      if (performance.now() > end) throw new Error("nobody collects what has lost its owner");
      await sleep(200);
    }
  });
};

const deleteNamespace = async ({ act, kubectl, plane }: Recording): Promise<void> => {
  const manifests = ["one", "two"].map((name) => virtualService(name, { v1: 100 }, { namespace: "staging" }));
  await kubectl("alice", ["create", "namespace", "staging"], []);
  for (const manifest of manifests) await kubectl("ci-deployer", ["apply", ...fromInput], [created(refOf(manifest))], manifest);
  const cause = { kind: "namespace-deletion", user: loggedName("alice") };
  const deeds = manifests.map((manifest) => deleted(refOf(manifest), { user: namespaceController, cause }));
  await act("alice", deeds, () => plane.kubectl("alice", ["delete", "namespace", "staging"]));
};
