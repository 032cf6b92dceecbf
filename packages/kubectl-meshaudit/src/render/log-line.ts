import { exactTime, howLabel, safeText } from "@meshaudit/client";
import { actorOf, type AuditEvent } from "@meshaudit/core";
import type { Style } from "../terminal/style.ts";
import { padTo } from "../terminal/width.ts";
import type { ViewOptions } from "./view.ts";

const codePaint = (code: number, style: Style): Style["high"] =>
  code >= 500 || code === 401 || code === 403
    ? style.high
    : code >= 400
      ? style.medium
      : code >= 200 && code < 300
        ? style.added
        : style.faint;

const verbPaint = (verb: string, style: Style): Style["high"] =>
  verb.startsWith("delete") ? style.high : ["create", "update", "patch"].includes(verb) ? style.strong : style.faint;

/** What a request was about: `virtualservices shop/reviews`, or its URI where that names no object. */
const targetOf = ({ objectRef, requestURI }: AuditEvent): string => {
  if (objectRef?.resource === undefined) return requestURI;
  const { resource, subresource, namespace, name } = objectRef;
  const kind = subresource === undefined ? resource : `${resource}/${subresource}`;
  const object = [namespace, name].filter((part) => part !== undefined && part !== "").join("/");
  return object === "" ? kind : `${kind} ${object}`;
};

/** One event as a line of a log: when, how it was answered, who, what, with what. */
export const logLine = (event: AuditEvent, { clock, style }: Pick<ViewOptions, "clock" | "style">): string => {
  const code = event.responseStatus?.code ?? 0;
  const actor = actorOf(event, { trustedProxies: [] });
  const who = [event.user.username ?? "system:anonymous", event.impersonatedUser?.username]
    .filter((name) => name !== undefined)
    .join(" as ");
  return [
    style.faint(exactTime(Date.parse(event.stageTimestamp), clock.zone)),
    codePaint(code, style)(padTo(code === 0 ? "-" : String(code), 3)),
    verbPaint(event.verb, style)(padTo(safeText(event.verb), 6)),
    safeText(targetOf(event)),
    style.section(safeText(who)),
    style.faint(howLabel({ actor, verb: event.verb }, false)),
  ].join(" ");
};
