import { safeText, valueLabel } from "@meshaudit/client";
import type { Actor, JsonValue, ObjectIdentity } from "@meshaudit/core";

/** Characters of a stranger's text that a row shows: a name in an event can have a million. */
const longest = 200;

/** A text with its end cut off when it is too long to show. No surrogate is left alone. */
export const cutText = (text: string, limit = longest): string =>
  text.length <= limit ? text : `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, "")}…`;

/** One line of a stranger's text, cut, with what could hide or reorder text made visible. */
export const shortText = (text: string, limit = longest): string => safeText(cutText(text, limit));

/** An object with its names cut, to be told by its label. */
export const shortObject = (object: ObjectIdentity): ObjectIdentity => ({
  mesh: object.mesh,
  group: cutText(object.group),
  resource: cutText(object.resource),
  kind: object.kind === null ? null : cutText(object.kind),
  namespace: cutText(object.namespace),
  name: cutText(object.name),
});

/** An actor with its names cut. */
export const shortActor = (actor: Actor): Actor => ({
  ...actor,
  groups: [],
  user: cutText(actor.user),
  impersonatedBy: actor.impersonatedBy === null ? null : cutText(actor.impersonatedBy),
  client:
    actor.client === null
      ? null
      : {
          name: cutText(actor.client.name),
          version: actor.client.version === null ? null : cutText(actor.client.version),
          command: actor.client.command === null ? null : cutText(actor.client.command),
        },
});

/** A value in a row. */
export const shortValue = (value: JsonValue): string => shortText(valueLabel(typeof value === "string" ? cutText(value, 80) : value), 80);
