import { eventText, microTime, uuid } from "./event-text.ts";
import type { RandomNumbers } from "./random.ts";

/** Writes one line of what fills a log: requests of controllers, each like a real one with other names and times. */
export type Noise = (micros: number) => string;

interface AnyEvent {
  level: string;
  auditID: string;
  requestURI: string;
  verb: string;
  requestObject?: unknown;
  responseObject?: unknown;
  user: { username?: string };
  objectRef?: { resource?: string; namespace?: string; name?: string; apiGroup?: string };
  requestReceivedTimestamp: string;
  stageTimestamp: string;
}

/** A line cut where names and times go: text, hole, text, hole … */
interface Template {
  texts: string[];
  holes: string[];
}

const hole = /@@(\w+)@@/;
const meshGroup = /istio\.io$|^gateway\.networking\.k8s\.io$/;
const meanBytes = 808;

/** Names that stand in many lines besides the object that the benchmark asks for. */
const busyNames = ["reviews-v1", "reviews-v2", "reviews-v3", "ratings", "productpage", "details"];

function templateOf(event: AnyEvent): Template {
  const { objectRef } = event;
  let { requestURI } = event;
  const ref = { ...objectRef };
  if (ref.name !== undefined) {
    requestURI = requestURI.replace(`/${ref.name}`, "/@@name@@");
    ref.name = "@@name@@";
  }
  if (ref.namespace !== undefined && ref.resource !== "namespaces") {
    requestURI = requestURI.replace(`/namespaces/${ref.namespace}/`, "/namespaces/@@namespace@@/");
    ref.namespace = "@@namespace@@";
  }
  const marked = {
    ...event,
    auditID: "@@id@@",
    requestURI,
    ...(objectRef === undefined ? {} : { objectRef: ref }),
    requestReceivedTimestamp: "@@received@@",
    stageTimestamp: "@@stage@@",
  };
  const parts = eventText(marked).split(hole);
  return { texts: parts.filter((_, index) => index % 2 === 0), holes: parts.filter((_, index) => index % 2 === 1) };
}

const sizeOf = (template: Template): number => template.texts.reduce((sum, text) => sum + text.length + 25, 0);
const meanOf = (templates: Template[]): number => templates.reduce((sum, template) => sum + sizeOf(template), 0) / templates.length;

/** Controllers' requests of a real log, in the mixture of a busy cluster: most are namespaced, half of those in `default`. */
export function noiseOf(lines: readonly string[], random: RandomNumbers): Noise {
  const events = lines.map((line) => JSON.parse(line) as AnyEvent).filter(({ user }) => user.username?.startsWith("system:") === true);
  // A body would name another object than the one that is written into its event.
  const bare = events.filter(({ requestObject, responseObject }) => requestObject === undefined && responseObject === undefined);
  const isMesh = ({ objectRef }: AnyEvent): boolean => meshGroup.test(objectRef?.apiGroup ?? "");
  const mesh = bare.filter(isMesh).map(templateOf);
  const deletions = bare.filter(({ verb }) => verb.startsWith("delete")).map(templateOf);
  // Controllers read namespaces all the time and hardly ever write them.
  const isUnusual = ({ verb, objectRef }: AnyEvent): boolean =>
    verb.startsWith("delete") || (objectRef?.resource === "namespaces" && verb !== "get");
  const other = bare.filter((event) => !isMesh(event) && !isUnusual(event));
  const pools = [true, false].map((namespaced) => {
    const templates = other.filter(({ objectRef }) => (objectRef?.namespace !== undefined) === namespaced).map(templateOf);
    const short = templates.filter((template) => sizeOf(template) < meanOf(templates));
    // So many of the short ones besides that the mean comes out.
    const share = Math.max(0, Math.min(1, (meanOf(templates) - meanBytes) / (meanOf(templates) - meanOf(short))));
    return { templates, short, share };
  });
  const [namespaced, cluster] = pools;
  if (namespaced === undefined || cluster === undefined) throw new Error("the log has no noise");
  const namespaces = [
    "bookinfo",
    "istio-system",
    "kube-system",
    "monitoring",
    "argocd",
    ...Array.from({ length: 40 }, (_, index) => `team-${index}`),
  ];

  const fill = ({ texts, holes }: Template, micros: number): string => {
    const busy = random.next() < 0.05;
    const values: { [name: string]: string } = {
      id: uuid(random),
      name: busy ? random.pick(busyNames) : `${random.pick(["web", "api", "job", "cache", "node"])}-${random.below(5000)}`,
      namespace: random.next() < 0.68 ? "default" : random.pick(namespaces),
      received: microTime(micros - 300 - random.below(9000)),
      stage: microTime(micros),
    };
    return texts.map((text, index) => text + (values[holes[index] ?? ""] ?? "")).join("");
  };

  return (micros) => {
    const rare = random.next();
    if (rare < 0.02) return fill(random.pick(rare < 0.002 ? deletions : mesh), micros);
    const pool = random.next() < 0.65 ? namespaced : cluster;
    return fill(random.pick(random.next() < pool.share ? pool.short : pool.templates), micros);
  };
}
