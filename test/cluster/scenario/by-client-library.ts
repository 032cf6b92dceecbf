import { CustomObjectsApi, KubeConfig, PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import type { JsonValue } from "@meshaudit/core";
import { loggedName, type UserName } from "../control-plane/users.ts";
import { refOf, routesTo, serviceEntry, virtualService, type Manifest } from "./objects.ts";
import { created, deleted, unchanged, updated, type Recording } from "./recording.ts";

const istio = { group: "networking.istio.io", version: "v1", namespace: "bookinfo" };
const virtualServices = { ...istio, plural: "virtualservices" };
const serviceEntries = { ...istio, plural: "serviceentries" };

/** What programs do that speak to the API server themselves: a pipeline that shifts traffic step by step, and one that cleans up. */
export const writeByClientLibrary = async (scenario: Recording): Promise<void> => {
  await rollOut(scenario);
  await cleanUp(scenario);
};

const clientOf = (kubeconfig: string, user: UserName): CustomObjectsApi => {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(user);
  return config.makeApiClient(CustomObjectsApi);
};

const as = (strategy: PatchStrategy) => setHeaderOptions("Content-Type", strategy);

const rollOut = async ({ act, plane, truth }: Recording): Promise<void> => {
  const api = clientOf(plane.kubeconfig, "ci-deployer");
  const checkout = virtualService("checkout", { v1: 100, v2: 0 });
  const object = refOf(checkout);
  const one = { ...virtualServices, name: "checkout" };
  const path = "spec.http[0]";
  await act("ci-deployer", [created(object)], () => api.createNamespacedCustomObject({ ...virtualServices, body: checkout }));

  let before = 100;
  for (const weight of [90, 75, 50, 25]) {
    const body = { spec: { http: [{ route: routesTo("checkout", { v1: weight, v2: 100 - weight }) }] } };
    const fields: { [path: string]: [JsonValue, JsonValue] } = {
      [`${path}.route[0].weight`]: [before, weight],
      [`${path}.route[1].weight`]: [100 - before, 100 - weight],
    };
    await act("ci-deployer", [updated(object, fields)], () =>
      api.patchNamespacedCustomObject({ ...one, body }, as(PatchStrategy.MergePatch)),
    );
    before = weight;
  }

  const timeout = [{ op: "add", path: "/spec/http/0/timeout", value: "2s" }];
  await act("ci-deployer", [updated(object, { [`${path}.timeout`]: [null, "2s"] })], () =>
    api.patchNamespacedCustomObject({ ...one, body: timeout }, as(PatchStrategy.JsonPatch)),
  );

  const retries = { ...checkout, spec: { hosts: ["checkout", "pay"] } };
  await act("ci-deployer", [updated(object, { "spec.hosts[1]": [null, "pay"] })], () =>
    api.patchNamespacedCustomObject({ ...one, body: retries, fieldManager: "operator", force: true }, as(PatchStrategy.ServerSideApply)),
  );

  const read = async (): Promise<Manifest> => (await api.getNamespacedCustomObject(one)) as Manifest;
  const found = await read();
  await act("ci-deployer", [unchanged(object)], () => api.replaceNamespacedCustomObject({ ...one, body: found }));
  const finished = { ...(await read()), spec: { hosts: ["checkout"], http: [{ route: routesTo("checkout", { v1: 0, v2: 100 }) }] } };
  await act(
    "ci-deployer",
    [
      updated(object, {
        [`${path}.route[1].weight`]: [75, 100],
        [`${path}.timeout`]: ["removed", null],
        "spec.hosts[1]": ["removed", null],
      }),
    ],
    () => api.replaceNamespacedCustomObject({ ...one, body: finished }),
  );
  truth.blame.push({ object, path: `${path}.route[1].weight`, user: loggedName("ci-deployer"), value: 100 });
};

const cleanUp = async ({ act, kubectl, plane }: Recording): Promise<void> => {
  const external = (name: string, metadata = {}): Manifest =>
    serviceEntry(
      name,
      { hosts: [`${name}.example.com`], ports: [{ number: 443, name: "tls", protocol: "TLS" }], resolution: "DNS" },
      { labels: { batch: "nightly" }, ...metadata },
    );
  const [one, two, other] = [external("pay"), external("mail"), external("maps", { labels: { batch: "none" } })];
  const api = clientOf(plane.kubeconfig, "carol");
  for (const body of [one, two, other]) {
    await act("carol", [created(refOf(body))], () => api.createNamespacedCustomObject({ ...serviceEntries, body }));
  }
  await act("carol", [deleted(refOf(one)), deleted(refOf(two))], () =>
    api.deleteCollectionNamespacedCustomObject({ ...serviceEntries, labelSelector: "batch=nightly" }),
  );
  await act("carol", [deleted(refOf(other))], () => api.deleteNamespacedCustomObject({ ...serviceEntries, name: "maps" }));
  await kubectl("alice", ["get", "serviceentries"], []);
};
