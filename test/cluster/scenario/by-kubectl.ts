import { loggedName } from "../control-plane/users.ts";
import {
  authorizationPolicy,
  destinationRule,
  gateway,
  httpRoute,
  kubernetesGateway,
  peerAuthentication,
  refOf,
  sidecar,
  telemetry,
  virtualService,
  wasmPlugin,
  type Manifest,
} from "./objects.ts";
import { created, fromInput, jsonPatch, mergePatch, refused, unchanged, updated, type Recording } from "./recording.ts";

const subsets = [1, 2, 3].map((version) => ({ name: `v${version}`, labels: { version: `v${version}` } }));

/** Every way in which kubectl writes an object that is to stay. */
export const writeByKubectl = async (scenario: Recording): Promise<void> => {
  await makeObjects(scenario);
  await changeReviews(scenario);
  await applyOnTheServer(scenario);
  await changeOtherKinds(scenario);
};

const makeObjects = async ({ kubectl }: Recording): Promise<void> => {
  const storefront = gateway("storefront", {
    selector: { istio: "ingressgateway" },
    servers: [{ port: { number: 80, name: "http", protocol: "HTTP" }, hosts: ["books.example.com"] }],
  });
  const shop = kubernetesGateway("shop", { gatewayClassName: "istio", listeners: [{ name: "http", port: 80, protocol: "HTTP" }] });
  const books = httpRoute("books", { parentRefs: [{ name: "shop" }], rules: [{ backendRefs: [{ name: "productpage", port: 9080 }] }] });
  const policy = authorizationPolicy("viewers", {
    action: "ALLOW",
    rules: [
      { from: [{ source: { principals: ["cluster.local/ns/bookinfo/sa/productpage"] } }], to: [{ operation: { methods: ["GET"] } }] },
    ],
  });
  const gatewayClass: Manifest = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "GatewayClass",
    metadata: { name: "istio" },
    spec: { controllerName: "istio.io/gateway-controller" },
  };
  for (const manifest of [gatewayClass, storefront, shop, books]) {
    await kubectl("alice", ["create", ...fromInput], [created(refOf(manifest), { client: "kubectl" })], manifest);
  }
  for (const manifest of [
    ...["reviews", "ratings", "details"].map((host) => destinationRule(host, { host, subsets })),
    ...["ratings", "details"].map((host) => virtualService(host)),
    peerAuthentication("default", { mtls: { mode: "STRICT" } }),
    policy,
    telemetry("tracing", { tracing: [{ randomSamplingPercentage: 1.5 }] }),
    wasmPlugin("basic-auth", { url: "oci://registry.example.com/basic-auth:1.0", phase: "AUTHN" }),
  ]) {
    await kubectl("alice", ["apply", ...fromInput], [created(refOf(manifest), { client: "apply" })], manifest);
  }
};

/** One object that several people change, each in their own way. */
const changeReviews = async ({ kubectl, act, plane, truth }: Recording): Promise<void> => {
  const first = virtualService("reviews");
  const reviews = refOf(first);
  const http = "spec.http[0]";
  const weight = "/spec/http/0/route/0/weight";
  const second = { destination: { host: "reviews", subset: "v2" }, weight: 10 };
  const asAlice = ["--as=alice@example.com", "--as-group=mesh-admins"];
  const withTimeout = (timeout: string, metadata = {}): Manifest => {
    const { spec, ...rest } = virtualService("reviews", { v1: 100 }, metadata);
    return { ...rest, spec: { ...spec, http: [{ timeout, route: [{ destination: { host: "reviews", subset: "v1" }, weight: 100 }] }] } };
  };
  await kubectl("alice", ["apply", ...fromInput], [created(reviews)], first);
  await kubectl("alice", ["apply", ...fromInput], [updated(reviews, { [`${http}.timeout`]: [null, "3s"] })], withTimeout("3s"));
  await kubectl("alice", ["apply", ...fromInput], [unchanged(reviews)], withTimeout("3s"));
  await act("carol", [updated(reviews, { [`${http}.timeout`]: ["3s", "10s"] }, { client: "edit" })], () =>
    plane.kubectl("carol", ["edit", "vs", "reviews"], { env: { KUBE_EDITOR: "sed -i 's/timeout: 3s/timeout: 10s/'" } }),
  );
  await kubectl(
    "carol",
    [
      "patch",
      "vs",
      "reviews",
      ...jsonPatch({ op: "replace", path: weight, value: 90 }, { op: "add", path: "/spec/http/0/route/-", value: second }),
    ],
    [
      updated(
        reviews,
        {
          [`${http}.route[0].weight`]: [100, 90],
          [`${http}.route[1].weight`]: [null, 10],
          [`${http}.route[1].destination.subset`]: [null, "v2"],
        },
        { client: "patch" },
      ),
    ],
  );
  await kubectl(
    "alice",
    ["patch", "vs", "reviews", ...mergePatch({ metadata: { labels: { team: "reviews" } }, spec: { exportTo: ["."] } })],
    [updated(reviews, { "metadata.labels.team": [null, "reviews"], "spec.exportTo[0]": [null, "."] })],
  );
  await kubectl("alice", ["patch", "vs", "reviews", ...mergePatch({ spec: { exportTo: ["."] } })], [unchanged(reviews)]);
  await kubectl(
    "carol",
    ["annotate", "vs", "reviews", "note=watch the error rate"],
    [updated(reviews, { "metadata.annotations.note": [null, "watch the error rate"] }, { metadataOnly: true, client: "annotate" })],
  );
  await kubectl(
    "carol",
    ["label", "vs", "reviews", "team=books", "--overwrite"],
    [updated(reviews, { "metadata.labels.team": ["reviews", "books"] }, { metadataOnly: true, client: "label" })],
  );
  await kubectl(
    "carol",
    [...asAlice, "patch", "vs", "reviews", ...jsonPatch({ op: "add", path: "/spec/http/0/retries", value: { attempts: 2 } })],
    [updated(reviews, { [`${http}.retries.attempts`]: [null, 2] }, { user: loggedName("alice"), impersonatedBy: loggedName("carol") })],
  );
  await kubectl(
    "admin",
    ["patch", "vs", "reviews", "--subresource=status", ...mergePatch({ status: { observedGeneration: "7" } })],
    [unchanged(reviews)],
  );
  await kubectl(
    "alice",
    ["replace", ...fromInput],
    [
      updated(reviews, {
        [`${http}.timeout`]: ["10s", "4s"],
        [`${http}.retries.attempts`]: ["removed", null],
        [`${http}.route[0].weight`]: [90, 100],
        "metadata.annotations.note": ["removed", null],
      }),
    ],
    withTimeout("4s", { labels: { team: "books" } }),
  );
  const [alice, carol] = [loggedName("alice"), loggedName("carol")];
  truth.blame.push(
    { object: reviews, path: `${http}.timeout`, user: alice, value: "4s" },
    { object: reviews, path: `${http}.route[0].weight`, user: alice, value: 100 },
    { object: reviews, path: "metadata.labels.team", user: carol, value: "books" },
  );
};

const applyOnTheServer = async ({ kubectl, truth }: Recording): Promise<void> => {
  const apply = ["apply", "--server-side", "--field-manager=pipeline", ...fromInput];
  const egress = (...hosts: string[]) => sidecar("default", { egress: [{ hosts }] });
  const own = refOf(egress());
  await kubectl("ci-deployer", apply, [created(own)], egress("./*"));
  await kubectl(
    "ci-deployer",
    apply,
    [updated(own, { "spec.egress[0].hosts[1]": [null, "istio-system/*"] })],
    egress("./*", "istio-system/*"),
  );
  await kubectl("ci-deployer", apply, [unchanged(own)], egress("./*", "istio-system/*"));

  const balanced = destinationRule("ratings", { host: "ratings", subsets, trafficPolicy: { loadBalancer: { simple: "LEAST_REQUEST" } } });
  const ratings = refOf(balanced);
  const path = "spec.trafficPolicy.loadBalancer.simple";
  await kubectl("ci-deployer", [...apply, "--force-conflicts"], [updated(ratings, { [path]: [null, "LEAST_REQUEST"] })], balanced);
  const atRandom = destinationRule("ratings", { host: "ratings", trafficPolicy: { loadBalancer: { simple: "RANDOM" } } });
  const byHand = ["apply", "--server-side", "--field-manager=carol", ...fromInput];
  await kubectl("carol", byHand, [refused(ratings, 409)], atRandom);
  await kubectl("carol", [...byHand, "--force-conflicts"], [updated(ratings, { [path]: ["LEAST_REQUEST", "RANDOM"] })], atRandom);
  truth.blame.push(
    { object: ratings, path, user: loggedName("carol"), value: "RANDOM" },
    { object: ratings, path: "spec.subsets[2].name", user: loggedName("alice"), value: "v3" },
    { object: own, path: "spec.egress[0].hosts[1]", user: loggedName("ci-deployer"), value: "istio-system/*" },
  );
};

const changeOtherKinds = async ({ kubectl }: Recording): Promise<void> => {
  const inBookinfo = (resource: string, name: string): string => `${resource}/bookinfo/${name}`;
  await kubectl(
    "carol",
    ["patch", "pa", "default", ...mergePatch({ spec: { mtls: { mode: "PERMISSIVE" } } })],
    [updated(inBookinfo("peerauthentications.security.istio.io", "default"), { "spec.mtls.mode": ["STRICT", "PERMISSIVE"] })],
  );
  await kubectl(
    "carol",
    ["patch", "authorizationpolicies", "viewers", ...jsonPatch({ op: "remove", path: "/spec/rules/0/from" })],
    [updated(inBookinfo("authorizationpolicies.security.istio.io", "viewers"), { "spec.rules[0].from": ["removed", null] })],
  );
  await kubectl(
    "alice",
    ["patch", "httproute", "books", ...jsonPatch({ op: "add", path: "/spec/hostnames", value: ["books.example.com"] })],
    [updated(inBookinfo("httproutes.gateway.networking.k8s.io", "books"), { "spec.hostnames[0]": [null, "books.example.com"] })],
  );
  // Written through one version of the API, read through another: one object.
  const beta = { ...virtualService("details", { v2: 100 }), apiVersion: "networking.istio.io/v1beta1" };
  await kubectl(
    "alice",
    ["apply", ...fromInput],
    [updated(refOf(beta), { "spec.http[0].route[0].destination.subset": ["v1", "v2"] })],
    beta,
  );
};
