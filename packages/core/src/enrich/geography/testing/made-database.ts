import { isObject, type JsonValue } from "../../../model/json.ts";
import { addressesHex } from "../../address-set.ts";

/** Writes a value as MaxMind's format has it: a control byte with type and size, then the value. Source: MaxMind DB File Format 2.0. */
const written = (value: JsonValue): Buffer => {
  if (typeof value === "string") return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === "number") {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(6, 4), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(written)]);
  if (!isObject(value)) throw new Error(`a test's database has no ${JSON.stringify(value)}`);
  const entries = Object.entries(value);
  return Buffer.concat([control(7, entries.length), ...entries.flatMap(([key, of]) => [written(key), written(of)])]);
};

const control = (type: number, size: number): Buffer => {
  const [low, more] = size < 29 ? [size, []] : [29, [size - 29]];
  return Buffer.from(type <= 7 ? [(type << 5) | low, ...more] : [low, type - 7, ...more]);
};

type Node = [Node | number | null, Node | number | null];

const bitsOf = (hex: string): number[] => [...hex].flatMap((digit) => [3, 2, 1, 0].map((bit) => (parseInt(digit, 16) >> bit) & 1));

/** An IPv4 address lies in the tree as ::a.b.c.d. */
const inTree = (hex: string): string => hex.replace(/^0{20}f{4}/, "0".repeat(24));

/** A database in MaxMind's format of what is said of ranges: a type such as GeoLite2-City, and a record a range. */
export const madeDatabase = (type: string, records: { [range: string]: JsonValue }): Buffer => {
  const root: Node = [null, null];
  const data: Buffer[] = [];
  let size = 0;
  for (const [range, record] of Object.entries(records)) {
    const found = addressesHex(range);
    if (found === null) throw new Error(`a test's database has no ${range}`);
    const [low, high] = [bitsOf(inTree(found.low)), bitsOf(inTree(found.high))];
    const depth = low.findIndex((bit, at) => bit !== high[at]);
    const path = low.slice(0, depth === -1 ? 128 : depth);
    let node = root;
    for (const bit of path.slice(0, -1)) {
      const next = node[bit === 1 ? 1 : 0];
      const below: Node = Array.isArray(next) ? next : [null, null];
      node[bit === 1 ? 1 : 0] = below;
      node = below;
    }
    node[path.at(-1) === 1 ? 1 : 0] = size;
    const bytes = written(record);
    data.push(bytes);
    size += bytes.length;
  }
  const nodes: Node[] = [root];
  for (const node of nodes) for (const side of node) if (Array.isArray(side)) nodes.push(side);
  const places = new Map(nodes.map((node, at) => [node, at]));
  const tree = Buffer.alloc(nodes.length * 6);
  nodes.forEach((node, at) =>
    node.forEach((side, index) => {
      const value = side === null ? nodes.length : Array.isArray(side) ? (places.get(side) ?? 0) : nodes.length + 16 + side;
      tree.writeUIntBE(value, at * 6 + index * 3, 3);
    }),
  );
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_760_000_000,
    database_type: type,
    description: {},
    ip_version: 6,
    languages: ["en"],
    node_count: nodes.length,
    record_size: 24,
  };
  return Buffer.concat([tree, Buffer.alloc(16), ...data, Buffer.from("\xab\xcd\xefMaxMind.com", "latin1"), written(metadata)]);
};
