import { exactTime, howLabel, safeText, whoLabel } from "@meshaudit/client";
import { own, ownAt, toYaml, type JsonObject, type RequestDetails } from "@meshaudit/core";
import { searchedLine } from "./searched.ts";
import { sentence } from "./sentence.ts";
import type { ViewOptions } from "./view.ts";

type Request = RequestDetails["requests"][number];

const verbs = new Map([
  ["get", "read"],
  ["list", "listed"],
  ["watch", "watched"],
  ["create", "created"],
  ["update", "replaced"],
  ["patch", "patched"],
  ["delete", "deleted"],
  ["deletecollection", "deleted all of"],
]);

const targetOf = ({ event }: Request): string => {
  const { objectRef } = event;
  if (objectRef?.resource === undefined) return safeText(event.requestURI);
  const { resource, subresource, apiGroup, namespace, name } = objectRef;
  const type = `${resource}${apiGroup ? `.${apiGroup}` : ""}${subresource ? `/${subresource}` : ""}`;
  const place = [namespace, name].filter((part) => part !== undefined && part !== "").join("/");
  return safeText(`${type}${place === "" ? "" : ` ${place}`}`);
};

const outcomeOf = ({ event, code }: Request): string => {
  const message = event.responseStatus?.message;
  const reason = own(event.annotations, "authorization.k8s.io/reason");
  const details = [message, code < 400 && typeof reason === "string" ? reason : undefined].filter(
    (part) => part !== undefined && part !== "",
  );
  return `answered ${code}${details.length === 0 ? "" : `: ${safeText(details.join("; "))}`}`;
};

/** A request in words. */
const inWords = (request: Request, { clock, style }: ViewOptions): string[] => {
  const { actor, event, code, dryRun, durationMs } = request;
  const failed = code >= 400;
  const verb = failed ? `tried to ${event.verb}` : (verbs.get(event.verb) ?? event.verb);
  const instant = Date.parse(event.stageTimestamp);
  const duration =
    durationMs >= 10_000 ? `${Math.round(durationMs / 1000)} s` : `${durationMs < 10 ? durationMs.toFixed(1) : Math.round(durationMs)} ms`;
  const lines = [
    style.strong(`${whoLabel(actor, true)} ${safeText(verb)} ${targetOf(request)}${dryRun ? ", as a dry run" : ""}`),
    `  ${exactTime(instant, clock.zone)}, in ${duration}`,
    `  with ${howLabel({ actor, verb: event.verb }, true)}${actor.ip === null ? "" : `, from ${safeText(actor.ip)}`}`,
    `  ${outcomeOf(request)}`,
  ];
  const [, , , outcome = ""] = lines;
  if (failed) lines[3] = style.high(outcome);
  if (actor.groups.length > 0) lines.push(`  groups ${safeText(actor.groups.join(", "))}`);
  lines.push(`  level ${event.level}${event.requestObject === undefined && event.responseObject === undefined ? ", without bodies" : ""}`);
  const truncated = ownAt(event.annotations, "audit.k8s.io/truncated");
  return truncated === "true" ? [...lines, "  its bodies were too large for the log, which left them out"] : lines;
};

/** The event as the API server wrote it. */
const inFull = async ({ event }: Request): Promise<string[]> => (await toYaml(event as unknown as JsonObject)).trimEnd().split("\n");

/** A request in words, then the whole event. */
export const renderEvent = async ({ requests, searched }: RequestDetails, options: ViewOptions): Promise<string[]> => {
  const lines: string[] = [];
  for (const request of requests) lines.push(...inWords(request, options), "", ...(await inFull(request)), "");
  const several =
    requests.length > 1 ? [options.style.medium(`${requests.length} requests have this auditID: the client may choose it`), ""] : [];
  return options.withHeaders
    ? [...several, ...lines, ...sentence(searchedLine(searched, options.clock), options.style.faint, options)]
    : lines;
};
