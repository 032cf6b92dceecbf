import { diskError } from "../disk-error.ts";
import type { Chance, SimulatedFile } from "./simulated-file.ts";

/** A folder: the names a reader sees, and those on the medium. */
export interface SimulatedFolder {
  readonly isFolder: true;
  names: Map<string, SimulatedNode>;
  durable: Map<string, SimulatedNode>;
}

/** What a name stands for. */
export type SimulatedNode = SimulatedFile | SimulatedFolder;

/** A name that came to stand for something, or for nothing (null). */
interface NewName {
  folder: SimulatedFolder;
  name: string;
  node: SimulatedNode | null;
}

/** A tree of names. */
export interface SimulatedNames {
  folder(path: string): SimulatedFolder;
  file(path: string): SimulatedFile;
  find(path: string): SimulatedNode | null;
  /** Gives names, or takes them (null): all at once, also in a power loss. */
  change(changes: readonly { path: string; node: SimulatedNode | null }[]): void;
  /** Makes durable what happened to the names of a folder. */
  sync(folder: SimulatedFolder): void;
  /** The tree as it may be after a power loss: each change that no sync covered happened, or did not. */
  afterPowerLoss(chance: Chance): SimulatedNames;
  /** The same tree, of another disk. */
  copy(): SimulatedNames;
}

/** An empty folder. */
export const simulatedFolder = (): SimulatedFolder => ({ isFolder: true, names: new Map(), durable: new Map() });

const partsOf = (path: string): string[] => path.split(/[\\/]/).filter((part) => part !== "");

/** Names below a root; `pending` are the changes that no sync covered yet, in their order. */
export const simulatedNames = (root: SimulatedFolder = simulatedFolder(), pending: readonly NewName[][] = []): SimulatedNames => {
  let changes = [...pending];
  const find = (parts: readonly string[], path: string): SimulatedNode | null => {
    let node: SimulatedNode = root;
    for (const part of parts) {
      if (!node.isFolder) throw diskError("ENOTDIR", "look up", path);
      const below: SimulatedNode | undefined = node.names.get(part);
      if (below === undefined) return null;
      node = below;
    }
    return node;
  };
  const need = (parts: readonly string[], path: string): SimulatedNode => {
    const node = find(parts, path);
    if (node === null) throw diskError("ENOENT", "look up", path);
    return node;
  };
  const folder = (parts: readonly string[], path: string): SimulatedFolder => {
    const node = need(parts, path);
    if (!node.isFolder) throw diskError("ENOTDIR", "look up", path);
    return node;
  };
  return {
    folder: (path) => folder(partsOf(path), path),
    file: (path) => {
      const node = need(partsOf(path), path);
      if (node.isFolder) throw diskError("EISDIR", "look up", path);
      return node;
    },
    find: (path) => find(partsOf(path), path),
    change: (made) => {
      const change = made.map(({ path, node }) => {
        const parts = partsOf(path);
        return { folder: folder(parts.slice(0, -1), path), name: parts.at(-1) ?? "", node };
      });
      for (const { folder, name, node } of change) put(folder.names, name, node);
      changes.push(change);
    },
    sync: (folder) => {
      const covered = changes.filter((change) => change.some((name) => name.folder === folder));
      for (const { folder, name, node } of covered.flat()) put(folder.durable, name, node);
      changes = changes.filter((change) => !covered.includes(change));
    },
    afterPowerLoss: (chance) => {
      const happened = [() => false, () => true, () => chance.below(2) === 0][chance.below(3)] ?? (() => false);
      const kept = changes.filter(happened).flat();
      const copies = new Map<SimulatedNode, SimulatedNode>();
      const survivor = (node: SimulatedNode): SimulatedNode => {
        const known = copies.get(node);
        if (known !== undefined) return known;
        if (!node.isFolder) {
          const file = node.afterPowerLoss(chance);
          copies.set(node, file);
          return file;
        }
        const copy = simulatedFolder();
        copies.set(node, copy);
        const names = new Map(node.durable);
        for (const change of kept) if (change.folder === node) put(names, change.name, change.node);
        for (const [name, below] of names) copy.names.set(name, survivor(below));
        copy.durable = new Map(copy.names);
        return copy;
      };
      return simulatedNames(survivor(root) as SimulatedFolder);
    },
    copy: () => {
      const copies = new Map<SimulatedNode, SimulatedNode>();
      const twin = <N extends SimulatedNode>(node: N): N => {
        const known = copies.get(node);
        if (known !== undefined) return known as N;
        const copy: SimulatedNode = node.isFolder ? simulatedFolder() : node.copy();
        copies.set(node, copy);
        if (node.isFolder && copy.isFolder) {
          for (const [name, below] of node.names) copy.names.set(name, twin(below));
          for (const [name, below] of node.durable) copy.durable.set(name, twin(below));
        }
        return copy as N;
      };
      const twins = changes.map((change) =>
        change.map(({ folder, name, node }) => ({ folder: twin(folder), name, node: node === null ? null : twin(node) })),
      );
      return simulatedNames(twin(root), twins);
    },
  };
};

const put = (names: Map<string, SimulatedNode>, name: string, node: SimulatedNode | null): void => {
  if (node === null) names.delete(name);
  else names.set(name, node);
};
