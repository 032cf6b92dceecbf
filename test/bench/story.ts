import { eventText, microTime, uuid } from "./event-text.ts";
import type { RandomNumbers } from "./random.ts";

/** Lines about the objects that the benchmark asks for, at their places among `total` lines; null where noise goes. */
export type Story = (index: number, micros: number) => string | null;

interface KubeObject {
  metadata: { name: string; namespace: string; uid: string; generation: number; resourceVersion: string };
  spec: { [key: string]: unknown };
}

interface AnyEvent {
  verb: string;
  stage: string;
  requestURI: string;
  user: { username?: string; uid?: string };
  objectRef?: { resource?: string; namespace?: string; name?: string; subresource?: string };
  responseStatus?: { code?: number };
  requestObject?: unknown;
  responseObject?: KubeObject;
  requestReceivedTimestamp?: string;
  stageTimestamp?: string;
}

const people = ["alice@example.com", "carol@example.com", "ci-deployer"];
const changesOfReviews = 40;
const namespacesWithPolicy = 40;
const linesBetweenLists = 5000;
const linesBetweenGets = 1000;

/** An object that changes as the log goes on; each change is a get and a patch, as kubectl sends them. */
interface Life {
  object: KubeObject;
  /** The real requests to write its lines like. */
  get: AnyEvent;
  patch: AnyEvent;
  /** Its spec at the nth change. */
  specAt(change: number): { [key: string]: unknown };
}

const withNamespace = (text: string, from: string, to: string): string =>
  text
    .replaceAll(`/namespaces/${from}/`, `/namespaces/${to}/`)
    .replaceAll(`"namespace":"${from}"`, `"namespace":"${to}"`)
    .replaceAll(`\\"namespace\\":\\"${from}\\"`, `\\"namespace\\":\\"${to}\\"`);

export function storyOf(lines: readonly string[], total: number, random: RandomNumbers): Story {
  const events = lines.map((line) => JSON.parse(line) as AnyEvent);
  const find = (verb: string, resource: string, name: string): AnyEvent => {
    const found = events.find(
      (event) =>
        event.verb === verb &&
        event.stage === "ResponseComplete" &&
        event.objectRef?.resource === resource &&
        event.objectRef.name === name &&
        event.objectRef.subresource === undefined &&
        (event.responseStatus?.code ?? 500) < 300 &&
        !event.requestURI.includes("dryRun"),
    );
    if (found === undefined) throw new Error(`the log has no ${verb} of ${resource}/${name}`);
    return found;
  };
  const lifeOf = (resource: string, name: string, namespace: string, specAt: Life["specAt"]): Life => {
    const moved = (event: AnyEvent): AnyEvent => JSON.parse(withNamespace(JSON.stringify(event), "bookinfo", namespace)) as AnyEvent;
    const patch = moved(find("patch", resource, name));
    if (patch.responseObject === undefined) throw new Error(`the log has no body for ${resource}/${name}`);
    const object = { ...patch.responseObject, metadata: { ...patch.responseObject.metadata, uid: uuid(random) } };
    return { object, get: moved(find("get", resource, name)), patch, specAt };
  };

  const reviews = lifeOf("virtualservices", "reviews", "bookinfo", (change) => ({
    hosts: ["reviews"],
    http: [
      {
        name: "default",
        route: ["v1", "v3"].map((subset, index) => ({
          destination: { host: "reviews", subset },
          weight: index === 0 ? 100 - ((change * 5) % 100) : (change * 5) % 100,
        })),
      },
    ],
  }));
  const policies = Array.from({ length: namespacesWithPolicy }, (_, index) =>
    lifeOf("peerauthentications", "default", `team-${index}`, (change) => ({ mtls: { mode: change % 2 === 0 ? "STRICT" : "PERMISSIVE" } })),
  );
  const neighbours = Array.from(
    { length: 20 },
    (_, index) => JSON.parse(JSON.stringify(reviews.object).replaceAll("reviews", `service-${index}`)) as KubeObject,
  );

  let version = 1000;
  const stamped = (event: AnyEvent, micros: number, user: string | null): AnyEvent & { auditID: string } => ({
    ...event,
    auditID: uuid(random),
    ...(user === null ? {} : { user: { ...event.user, username: user } }),
    requestReceivedTimestamp: microTime(micros - 4000),
    stageTimestamp: microTime(micros),
  });
  const read = ({ get, object }: Life, micros: number, user: string | null): string =>
    eventText({ ...stamped(get, micros, user), responseObject: object });
  const change = (life: Life, count: number, micros: number): string => {
    const user = random.pick(people);
    const before = read(life, micros - 20_000, user);
    const spec = life.specAt(count);
    const { metadata } = life.object;
    life.object = {
      ...life.object,
      metadata: { ...metadata, generation: metadata.generation + 1, resourceVersion: String((version += 7)) },
      spec,
    };
    return `${before}\n${eventText({ ...stamped(life.patch, micros, user), requestObject: { spec }, responseObject: life.object })}`;
  };
  const list = (micros: number): string => {
    const { get } = reviews;
    const event = stamped(
      {
        ...get,
        verb: "list",
        requestURI: "/apis/networking.istio.io/v1/virtualservices",
        user: { username: "system:serviceaccount:istio-system:kiali" },
      },
      micros,
      null,
    );
    const { namespace: _namespace, name: _name, ...objectRef } = get.objectRef ?? {};
    const items = [...neighbours, reviews.object];
    return eventText({
      ...event,
      objectRef,
      responseObject: {
        apiVersion: "networking.istio.io/v1",
        items,
        kind: "VirtualServiceList",
        metadata: { continue: "", resourceVersion: String(version) },
      },
    });
  };

  const everyReviews = Math.floor(total / changesOfReviews);
  const everyPolicy = Math.floor(total / (namespacesWithPolicy * 4));
  return (index, micros) => {
    if (index % everyReviews === 500) return change(reviews, Math.floor(index / everyReviews) + 1, micros);
    if (index % everyPolicy === 700) {
      const count = Math.floor(index / everyPolicy);
      const life = policies[count % namespacesWithPolicy];
      return life === undefined ? null : change(life, Math.floor(count / namespacesWithPolicy), micros);
    }
    if (index % linesBetweenLists === 900) return list(micros);
    if (index % linesBetweenGets === 300)
      return read(
        index % 2000 === 300 ? reviews : random.pick(policies),
        micros,
        "system:serviceaccount:argocd:argocd-application-controller",
      );
    return null;
  };
}
