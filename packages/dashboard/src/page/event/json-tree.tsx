import type { JsonValue } from "@meshaudit/core";
import { words } from "../words/safe-words.ts";

const Scalar = ({ value }: { value: string | number | boolean | null }) => {
  const kind = value === null ? "null" : typeof value;
  return <span class={`json-${kind}`}>{typeof value === "string" ? words(JSON.stringify(value)) : String(value)}</span>;
};

interface NodeProps {
  name: string | null;
  value: JsonValue;
  depth: number;
}

const Name = ({ name }: { name: string | null }) =>
  name === null ? null : (
    <>
      <span class="json-key">{words(name)}</span>:{" "}
    </>
  );

/** Most entries of one list or object that are drawn: a stranger may send any number. */
const most = 500;

const JsonNode = ({ name, value, depth }: NodeProps) => {
  if (value === null || typeof value !== "object") {
    return (
      <div class="json-line">
        <Name name={name} />
        <Scalar value={value} />
      </div>
    );
  }
  const entries: [string, JsonValue][] = Array.isArray(value) ? value.map((item, index) => [String(index), item]) : Object.entries(value);
  const brackets = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0) {
    return (
      <div class="json-line">
        <Name name={name} />
        {brackets.join("")}
      </div>
    );
  }
  return (
    <details class="json-node" open={depth < 2}>
      <summary>
        <Name name={name} />
        <span class="json-size">
          {brackets[0]}
          {entries.length}
          {brackets[1]}
        </span>
      </summary>
      {entries.slice(0, most).map(([key, item]) => (
        <JsonNode key={key} name={key} value={item} depth={depth + 1} />
      ))}
      {entries.length > most && <div class="json-line">… and {entries.length - most} more: copy the JSON to see them</div>}
    </details>
  );
};

/** JSON that opens and closes. */
export const JsonTree = ({ value }: { value: JsonValue }) => (
  <div class="json">
    <JsonNode name={null} value={value} depth={0} />
  </div>
);
