import { isAscii } from "node:buffer";
import { asBuffer } from "../../decode/bytes.ts";
import { isColumnTime } from "../columns/column-time.ts";
import { mayHoldUnstorable } from "../columns/plain-event.ts";
import type { Told } from "../mesh-lines/mesh-key.ts";

/** What the store wants of an event whose JSON tells it without being parsed. */
export interface UsualEvent {
  /** Canonical text. */
  text: string;
  /** stageTimestamp, ms since the epoch. */
  time: number;
  level: string;
  /** What says whether it is among the mesh's lines, and under which key. */
  told: Told;
}

/** Text that JSON writes as it stands: no quote, no backslash. Control characters are escaped in any JSON. */
const bare = "[ !#-\\[\\]-\\x7f]*";
/** A string that reads and writes back as it stands: of escapes only those of quote and backslash have one way to be written. */
const string = `"${bare}(?:\\\\["\\\\]${bare})*"`;
/** Go writes an ampersand as an escape, for browsers. */
const uriString = `"${bare}(?:\\\\u0026${bare})*"`;
const strings = `\\[(?:${string}(?:,${string})*)?\\]`;
const mapOf = (value: string): string => `\\{(?:"${bare}":${value}(?:,"${bare}":${value})*)?\\}`;
const time = '"(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)\\.(\\d{6})Z"';
const maybe = (key: string, value: string): string => `(?:,"${key}":(${value}))?`;

/**
 * An event without bodies as the API server writes it: the fields of its Go types in their order, each at most once. Source:
 * k8s.io/apiserver, audit/v1 types.go.
 */
const usual = new RegExp(
  `^\\{(?:("kind":"Event","apiVersion":"audit\\.k8s\\.io/v1"),)?"level":("(?:Metadata|Request|RequestResponse)"),"auditID":(${string}),` +
    `"stage":("(?:RequestReceived|ResponseStarted|ResponseComplete|Panic)"),"requestURI":(${uriString}),"verb":"(${bare})",` +
    `"user":\\{"username":(${string})${maybe("uid", string)}${maybe("groups", strings)}${maybe("extra", mapOf(strings))}\\}` +
    `${maybe("sourceIPs", strings)}${maybe("userAgent", string)}` +
    `(?:,"objectRef":\\{"resource":"(${bare})"${maybe("namespace", `"${bare}"`)}${maybe("name", `"${bare}"`)}${maybe("uid", string)}` +
    `${maybe("apiGroup", `"${bare}"`)}${maybe("apiVersion", string)}${maybe("resourceVersion", string)}${maybe("subresource", string)}\\})?` +
    `(?:,"responseStatus":\\{("metadata":\\{\\})${maybe("status", string)}${maybe("message", string)}${maybe("reason", string)}` +
    `(?:,"details":\\{"name":(${string})${maybe("group", string)},"kind":(${string})\\})?(?:,"code":([1-9]\\d{0,8}))?\\})?` +
    `,"requestReceivedTimestamp":${time},"stageTimestamp":${time}${maybe("annotations", mapOf(string))}\\}$`,
);

const longest = 16 * 1024;

/**
 * The canonical text of an event that is as nearly all are, from its JSON; null: it is to be decoded like any other. `listed` as in
 * `decodeEntry`. What is given back is what decoding, redacting and writing it anew would give, at a third of the cost.
 */
export const usualEvent = (json: Uint8Array, listed: boolean): UsualEvent | null => {
  if (json.length > longest || !isAscii(json)) return null;
  const found = usual.exec(asBuffer(json).toString("latin1"));
  if (found === null) return null;
  // A destructured array costs as much as the search.
  const kind = found[1];
  const level = found[2] ?? "";
  const auditID = found[3];
  const stage = found[4];
  const uri = found[5] ?? "";
  const verb = found[6] ?? "";
  const username = found[7];
  const uid = found[8];
  const groups = found[9];
  const extra = found[10];
  const sourceIPs = found[11];
  const userAgent = found[12];
  const resource = found[13];
  const namespace = found[14];
  const name = found[15];
  const objectUid = found[16];
  const apiGroup = found[17];
  const apiVersion = found[18];
  const resourceVersion = found[19];
  const subresource = found[20];
  const metadata = found[21];
  const status = found[22];
  const message = found[23];
  const reason = found[24];
  const of = found[25];
  const group = found[26];
  const ofKind = found[27];
  const code = found[28];
  const receivedSecond = found[29] ?? "";
  const receivedMicros = found[30];
  const second = found[31] ?? "";
  const micros = found[32] ?? "";
  const annotations = found[33];
  if ((kind === undefined && !listed) || mayHoldToken.test(uri)) return null;
  const at = timeOfSecond(second);
  if (Number.isNaN(at) || Number.isNaN(timeOfSecond(receivedSecond)) || !isSorted(extra) || !isSorted(annotations)) return null;

  let text = "{";
  if (annotations !== undefined) text += `"annotations":${annotations},`;
  text += `"auditID":${auditID},"level":${level},`;
  if (resource !== undefined) {
    text += '"objectRef":{';
    if (apiGroup !== undefined) text += `"apiGroup":${apiGroup},`;
    if (apiVersion !== undefined) text += `"apiVersion":${apiVersion},`;
    if (name !== undefined) text += `"name":${name},`;
    if (namespace !== undefined) text += `"namespace":${namespace},`;
    text += `"resource":"${resource}"`;
    if (resourceVersion !== undefined) text += `,"resourceVersion":${resourceVersion}`;
    if (subresource !== undefined) text += `,"subresource":${subresource}`;
    if (objectUid !== undefined) text += `,"uid":${objectUid}`;
    text += "},";
  }
  text += `"requestReceivedTimestamp":"${receivedSecond}.${receivedMicros}Z","requestURI":${uri.includes("\\") ? uri.replaceAll("\\u0026", "&") : uri},`;
  if (metadata !== undefined) {
    text += '"responseStatus":{';
    if (code !== undefined) text += `"code":${code},`;
    if (of !== undefined) text += `"details":{${group === undefined ? "" : `"group":${group},`}"kind":${ofKind},"name":${of}},`;
    if (message !== undefined) text += `"message":${message},`;
    text += metadata;
    if (reason !== undefined) text += `,"reason":${reason}`;
    if (status !== undefined) text += `,"status":${status}`;
    text += "},";
  }
  if (sourceIPs !== undefined) text += `"sourceIPs":${sourceIPs},`;
  text += `"stage":${stage},"stageTimestamp":"${second}.${micros}Z","user":{`;
  if (extra !== undefined) text += `"extra":${extra},`;
  if (groups !== undefined) text += `"groups":${groups},`;
  if (uid !== undefined) text += `"uid":${uid},`;
  text += `"username":${username}}`;
  if (userAgent !== undefined) text += `,"userAgent":${userAgent}`;
  text += `,"verb":"${verb}"}`;

  if (mayHoldUnstorable(text)) return null;
  return {
    text,
    time: at + Number(micros.slice(0, 3)),
    level: level.slice(1, -1),
    told: toldOf(verb, resource, namespace, name, apiGroup, code),
  };
};

const toldOf = (verb: string, resource?: string, namespace?: string, name?: string, apiGroup?: string, code?: string): Told => {
  const told: Told = { verb };
  if (code !== undefined) told.responseStatus = { code: Number(code) };
  if (resource === undefined) return told;
  told.objectRef = { resource };
  if (namespace !== undefined) told.objectRef.namespace = namespace.slice(1, -1);
  if (name !== undefined) told.objectRef.name = name.slice(1, -1);
  if (apiGroup !== undefined) told.objectRef.apiGroup = apiGroup.slice(1, -1);
  return told;
};

const mostKnown = 1024;

/** Remembers what a function gave for some texts: of thousands of events in a row few differ there. */
const known = <T>(of: (text: string) => T): ((text: string) => T) => {
  const found = new Map<string, T>();
  return (text) => {
    const before = found.get(text);
    if (before !== undefined) return before;
    if (found.size >= mostKnown) found.clear();
    const value = of(text);
    // A text of its own: what is cut out of a line keeps the line.
    found.set(Buffer.from(text, "latin1").toString("latin1"), value);
    return value;
  };
};

/** ms since the epoch of `YYYY-MM-DDThh:mm:ss`; NaN when there is no such time, or no column holds it. */
const timeOfSecond = known((text) => (isColumnTime(`${text}.000000Z`) ? Date.parse(`${text}Z`) : Number.NaN));

const keyIn = new RegExp(`(?<=[{,])"(${bare})":`, "g");

/** Whether the keys of an object are in the order of canonical text, each once. */
const isSortedText = known((text) => {
  const written = [...text.matchAll(keyIn)].map(([, key = ""]) => key);
  return (
    Object.keys(JSON.parse(text) as object).length === written.length &&
    written.every((key, index) => index === 0 || key > (written[index - 1] ?? ""))
  );
});

const isSorted = (text: string | undefined): boolean => text === undefined || isSortedText(text);

/** As redaction looks for tokens in a URI. */
const mayHoldToken = /token=/i;
