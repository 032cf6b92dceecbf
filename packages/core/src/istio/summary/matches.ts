import { isObject, own, textAt, type JsonObject, type JsonValue } from "../../model/json.ts";
import { entriesOf } from "../facts.ts";
import { show, some } from "../phrase.ts";
import type { Tell } from "../tell.ts";

/** Istio's StringMatch: `/api*` for a prefix, `~^/v[0-9]+` for an expression. */
const stringMatch = (match: JsonValue | undefined): string => {
  const [exact, prefix, regex] = [textAt(match, "exact"), textAt(match, "prefix"), textAt(match, "regex")];
  if (exact !== null) return show(exact);
  if (prefix !== null) return `${show(prefix)}*`;
  return regex === null ? "any" : `~${show(regex)}`;
};

const named = (word: string, matches: JsonValue | undefined): string[] =>
  isObject(matches) ? Object.entries(matches).map(([name, match]) => `${word} ${show(name)}: ${stringMatch(match)}`) : [];

const istioCondition = (key: string, value: JsonValue): string[] => {
  if (key === "uri") return [stringMatch(value)];
  if (key === "headers" || key === "queryParams") return named(key === "headers" ? "header" : "query", value);
  if (key === "withoutHeaders") return named("without header", value);
  if (key === "name" || key === "statPrefix" || key === "ignoreUriCase") return [];
  return [`${key} ${isObject(value) && !Object.hasOwn(value, "app") ? stringMatch(value) : show(value)}`];
};

const gatewayCondition = (key: string, value: JsonValue): string[] => {
  const worded = (entry: JsonValue | undefined): string => {
    const text = show(own(entry, "value") ?? "");
    const type = textAt(entry, "type");
    return type === "PathPrefix" ? `${text}*` : type === "RegularExpression" ? `~${text}` : text;
  };
  if (key === "path") return [worded(value)];
  if (key === "headers" || key === "queryParams") {
    return entriesOf(value).map(
      (entry) => `${key === "headers" ? "header" : "query"} ${show(own(entry, "name") ?? "?")}: ${worded(entry)}`,
    );
  }
  return [`${key} ${show(value)}`];
};

const matchText = (match: JsonObject): string => {
  const condition =
    Object.hasOwn(match, "path") || Array.isArray(match["headers"]) || Array.isArray(match["queryParams"])
      ? gatewayCondition
      : istioCondition;
  const parts = Object.entries(match).flatMap(([key, value]) => condition(key, value));
  return parts.length === 0 ? "everything" : some(parts);
};

/** What a route's matches let in: `/api* or header end-user: carol`; everything where there is none. */
export const matchesText = (matches: JsonValue | undefined): string => {
  const all = entriesOf(matches);
  return all.length === 0
    ? "everything"
    : all.slice(0, 3).map(matchText).join(" or ") + (all.length > 3 ? ` or ${all.length - 3} more` : "");
};

/** A route that lets in something else. */
export const tellMatches: Tell = (before, after, place) => {
  const [was, is] = [matchesText(before), matchesText(after)];
  return [was === is ? `match${place.of} changed` : `match${place.of} ${was} -> ${is}`];
};
