import { storableText } from "../columns/odd-row.ts";
import type { EventSelector } from "../../model/selector.ts";
import type { ObjectPattern } from "../../model/object.ts";

/** A condition over the table's columns, with what stands for each `?`. */
export interface Where {
  sql: string;
  parameters: (string | number)[];
}

/** Rows among which are all events that a selector wants, of those with a number of at least `fromSeq`. */
export const whereOf = (selector: EventSelector, fromSeq: number): Where => {
  const parameters: (string | number)[] = [];
  const bind = (value: string | number): string => {
    parameters.push(typeof value === "string" ? storableText(value) : value);
    return "?";
  };
  const all: string[] = [];
  if (fromSeq > 0) all.push(`seq >= ${bind(fromSeq)}`);
  if (selector.from !== null) all.push(`"stageTimestamp" >= epoch_ms(${bind(selector.from)}::BIGINT)`);
  // Times are kept to the microsecond.
  if (selector.to !== null) all.push(`"stageTimestamp" < epoch_ms(${bind(selector.to + 1)}::BIGINT)`);
  if (selector.deletionsOnly) all.push(`"verb" IN ('delete', 'deletecollection')`);
  if (!selector.everything) {
    const any = [
      ...selector.auditIDs.map((id) => `"auditID" = ${bind(id)}`),
      ...selector.objects.map((pattern) => touching(pattern, bind)),
    ];
    all.push(any.length === 0 ? "false" : `(${any.join(" OR ")})`);
  }
  return { sql: all.length === 0 ? "true" : all.join(" AND "), parameters };
};

/** An object's own requests, those of the collections that it is in, and creations whose name stands in a body. */
const touching = ({ group, resource, namespace, name }: ObjectPattern, bind: (value: string) => string): string => {
  const all: string[] = ['"objectRef.resource" IS NOT NULL'];
  if (group !== null) all.push(`coalesce("objectRef.apiGroup", '') = ${bind(group)}`);
  if (resource !== null) all.push(`"objectRef.resource" = ${bind(resource)}`);
  if (namespace !== null && resource !== "namespaces") all.push(`coalesce("objectRef.namespace", '') IN (${bind(namespace)}, '')`);
  if (name !== null) all.push(`("objectRef.name" IS NULL OR "objectRef.name" IN (${bind(name)}, ''))`);
  return `(${all.join(" AND ")})`;
};
