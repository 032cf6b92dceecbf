import { isObject, own, ownAt, type JsonObject } from "../model/json.ts";

interface Requirement {
  key: string;
  operator: "in" | "notin" | "exists" | "missing";
  /** Empty for `exists` and `missing`. */
  values: string[];
}

const name = String.raw`[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,316}[A-Za-z0-9])?`;
const setBased = new RegExp(`^(${name})\\s+(in|notin)\\s+\\(([^()]*)\\)$`);
const equality = new RegExp(`^(${name})\\s*(==|=|!=)\\s*([A-Za-z0-9._-]*)$`);
const presence = new RegExp(`^(!?)\\s*(${name})$`);

const parseRequirement = (text: string): Requirement | null => {
  const set = setBased.exec(text);
  if (set?.[1] !== undefined && set[3] !== undefined) {
    return { key: set[1], operator: set[2] === "in" ? "in" : "notin", values: set[3].split(",").map((value) => value.trim()) };
  }
  const equal = equality.exec(text);
  if (equal?.[1] !== undefined) return { key: equal[1], operator: equal[2] === "!=" ? "notin" : "in", values: [equal[3] ?? ""] };
  const present = presence.exec(text);
  if (present?.[2] !== undefined) return { key: present[2], operator: present[1] === "!" ? "missing" : "exists", values: [] };
  return null;
};

/** A parsed label selector: what all labels of an object must meet. */
export type LabelSelector = Requirement[];

/**
 * Parses a Kubernetes label selector, such as `app=reviews,tier notin (test,dev),!legacy`; null when it is none.
 * Source: Kubernetes, "Labels and Selectors".
 */
export const parseLabelSelector = (text: string): LabelSelector | null => {
  const parts = text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const requirements = parts.map(parseRequirement);
  return requirements.every((requirement) => requirement !== null) ? requirements : null;
};

/** Whether an object's labels meet a selector. As in Kubernetes, `notin` and `!=` also hold for an object without the label. */
export const matchesLabels = (object: JsonObject, selector: LabelSelector): boolean => {
  const labels = ownAt(object, "metadata", "labels");
  return selector.every((requirement) => {
    const value = isObject(labels) ? own(labels, requirement.key) : undefined;
    if (requirement.operator === "exists") return value !== undefined;
    if (requirement.operator === "missing") return value === undefined;
    const among = typeof value === "string" && requirement.values.includes(value);
    return requirement.operator === "in" ? among : !among;
  });
};
