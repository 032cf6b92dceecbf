import { type Origin, safeText } from "@meshaudit/client";
import { kindOf, type Answer, type ObjectHistory, type ObjectHistoryList, type ObjectPattern } from "@meshaudit/core";
import type { Style } from "../terminal/style.ts";
import { counted } from "./amount.ts";
import { rejectionLine } from "./verification.ts";

/** How many unreadable pieces are named one by one. */
const mostNamed = 5;

/** What a person should know about an answer, for standard error: its notes, and what of the log could not be read. */
export const notesOn = ({ notes, report }: Answer<unknown>, style: Style): string[] => {
  const { rejected, rejections, mayHideAnswer } = report;
  const lines = notes.map((note) => `${style.low("note:")} ${safeText(note)}`);
  if (!mayHideAnswer) return lines;
  return [
    ...lines,
    `${style.medium("warning:")} ${counted(rejected, "piece")} of the log could not be read and may hold a part of the answer`,
    ...rejections.slice(0, mostNamed).map((rejection) => `  ${rejectionLine(rejection)}`),
  ];
};

/** That TYPE/NAME named several objects, where a person may have meant one. */
export const noteOnSeveral = (result: ObjectHistory | ObjectHistoryList): string[] =>
  result.kind === "ObjectHistoryList"
    ? [
        `${result.items.length} objects are named so: choose one with -n NAMESPACE, or by its full type, such as gateways.networking.istio.io`,
      ]
    : [];

/** Which of a manifest's objects the log does not know, when it knows others. */
export const noteOnUnseen = (patterns: readonly ObjectPattern[], result: ObjectHistory | ObjectHistoryList): string[] => {
  const seen = result.kind === "ObjectHistoryList" ? result.items.map(({ object }) => object) : [result.object];
  const isSeen = ({ group, resource, namespace, name }: ObjectPattern): boolean =>
    seen.some(
      (object) =>
        object.group === group &&
        object.resource === resource &&
        object.name === name &&
        (namespace ?? object.namespace) === object.namespace,
    );
  return patterns
    .filter((pattern) => !isSeen(pattern))
    .map(({ group, resource, namespace, name }) => {
      const kind = kindOf(group ?? "", resource ?? "")?.kind ?? resource ?? "";
      return `never seen: ${kind} ${namespace === null ? "" : `${namespace}/`}${name ?? ""}`;
    });
};

/** Where an answer comes from, for `-v 1`. */
export const originLine = (origin: Origin): string => {
  switch (origin.kind) {
    case "named":
      return `reading ${safeText(origin.specs.join(", "))} (${origin.by})`;
    case "config":
      return `reading ${safeText(origin.specs.join(", "))} (mesh ${safeText(origin.mesh.name)} of the config in ${safeText(origin.base)})`;
    case "live":
      return "asking the live cluster";
  }
};

/** How to get better answers than the live cluster's. */
export const hintsOn = (origin: Origin, style: Style): string[] =>
  origin.kind === "live"
    ? [
        `${style.low("hint:")} the API server's audit log knows who: get it from --audit-log-path or your cloud's log service, then kubectl meshaudit use FILE`,
      ]
    : [];
