import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type { Disk } from "./disk.ts";
import { realDisk } from "./real-disk.ts";
import { simulatedDisk } from "./testing/simulated-disk.ts";
import { writeAll } from "./write-all.ts";

const scratch = await mkdtemp(join(tmpdir(), "meshaudit-disk-"));
afterAll(() => rm(scratch, { recursive: true, force: true }));

const write = async (disk: Disk, path: string, text: string): Promise<void> => {
  const file = await disk.open(path, "new");
  await file.append(Buffer.from(text));
  await file.sync();
  await file.close();
};
const text = async (disk: Disk, path: string): Promise<string> => Buffer.from(await disk.read(path)).toString();
const failsWith = (code: string): unknown => expect.objectContaining({ code });

describe.each([
  { name: "the real disk", disk: realDisk(), root: scratch },
  { name: "the simulated disk", disk: simulatedDisk(), root: "/simulated" },
])("$name", ({ disk, root }) => {
  const folderOf = async (name: string): Promise<string> => {
    const folder = join(root, name);
    await disk.makeFolder(folder);
    return folder;
  };

  it("appends, cuts and reads at a place", async () => {
    const path = join(await folderOf("append"), "a");
    const file = await disk.open(path, "new");
    await file.append(Buffer.from("hello "));
    await file.append(Buffer.from("world"));
    expect(file.size).toBe(11);
    await file.truncate(8);
    await file.append(Buffer.from("!"));
    await file.sync();
    await file.close();
    expect(await text(disk, path)).toBe("hello wo!");
    expect(await disk.size(path)).toBe(9);
    expect(Buffer.from(await disk.readAt(path, 6, 2)).toString()).toBe("wo");
    expect(Buffer.from(await disk.readAt(path, 6, 100)).toString()).toBe("wo!");
    expect(await disk.readAt(path, 100, 5)).toHaveLength(0);
  });

  it("goes on at the end of a file that is there, and makes none anew", async () => {
    const path = join(await folderOf("open"), "a");
    await expect(disk.open(path, "existing")).rejects.toEqual(failsWith("ENOENT"));
    await write(disk, path, "one");
    await expect(disk.open(path, "new")).rejects.toEqual(failsWith("EEXIST"));
    const file = await disk.open(path, "existing");
    expect(file.size).toBe(3);
    await file.append(Buffer.from(" two"));
    await file.close();
    expect(await text(disk, path)).toBe("one two");
  });

  it("renames over what is there, and links to no name that is taken", async () => {
    const folder = await folderOf("names");
    const [a, b, c] = [join(folder, "a"), join(folder, "b"), join(folder, "c")];
    await write(disk, a, "a");
    await write(disk, b, "b");
    await expect(disk.link(a, b)).rejects.toEqual(failsWith("EEXIST"));
    await disk.link(a, c);
    await disk.rename(a, b);
    expect([await text(disk, b), await text(disk, c)]).toEqual(["a", "a"]);
    expect((await disk.list(folder)).map(({ name }) => name).sort()).toEqual(["b", "c"]);
    await disk.remove(b);
    await disk.remove(b);
    expect(await text(disk, c)).toBe("a");
  });

  it("makes folders with those above, lists them, and removes them with all in them", async () => {
    const folder = await folderOf("folders");
    await disk.makeFolder(join(folder, "x", "y"));
    await disk.makeFolder(join(folder, "x", "y"));
    await write(disk, join(folder, "x", "y", "file"), "");
    await disk.syncFolder(join(folder, "x"));
    expect(await disk.list(folder)).toEqual([{ name: "x", isFolder: true }]);
    expect(await disk.list(join(folder, "x", "y"))).toEqual([{ name: "file", isFolder: false }]);
    await disk.removeFolder(join(folder, "x"));
    expect(await disk.list(folder)).toEqual([]);
  });

  it.each([
    ["read", (path: string) => disk.read(path)],
    ["readAt", (path: string) => disk.readAt(path, 0, 1)],
    ["size", (path: string) => disk.size(path)],
    ["list", (path: string) => disk.list(path)],
    ["rename", (path: string) => disk.rename(path, `${path}2`)],
    ["link", (path: string) => disk.link(path, `${path}2`)],
    ["removeFolder", (path: string) => disk.removeFolder(path)],
    ["syncFolder", (path: string) => disk.syncFolder(path)],
    ["open", (path: string) => disk.open(join(path, "below"), "new")],
    ["lock", (path: string) => disk.lock(join(path, "below"))],
  ])("says ENOENT when %s finds nothing", async (_, attempt) => {
    await expect(attempt(join(await folderOf("missing"), "nothing"))).rejects.toEqual(failsWith("ENOENT"));
  });

  it("locks once, also within a process, until it is released", async () => {
    const path = join(await folderOf("lock"), "writer.lock");
    const lock = await disk.lock(path);
    expect(lock).not.toBeNull();
    expect(await disk.lock(path)).toBeNull();
    expect(await disk.lock(path)).toBeNull();
    await lock?.release();
    const again = await disk.lock(path);
    expect(again).not.toBeNull();
    await again?.release();
  });
});

describe("a lock between processes", () => {
  it("is held against others, and let go when its owner is killed", async () => {
    const path = join(scratch, "between.lock");
    const source = `
      import { kernelLock } from ${JSON.stringify(fileURLToPath(new URL("kernel-lock.ts", import.meta.url)))};
      console.log(await kernelLock(${JSON.stringify(path)}) === null ? "refused" : "held");
      setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ["--input-type=module", "-e", source], { stdio: ["ignore", "pipe", "pipe"] });
    let warnings = "";
    owner.stderr.on("data", (part) => (warnings += part));
    const [said] = (await once(owner.stdout, "data")) as [Buffer];
    expect(said.toString().trim()).toBe("held");
    const disk = realDisk();
    expect(await disk.lock(path)).toBeNull();
    owner.kill("SIGKILL");
    await once(owner, "exit");
    const lock = await disk.lock(path);
    expect(lock).not.toBeNull();
    await lock?.release();
    // Nothing is written to it, so that no crash can damage it, and nothing lies beside it.
    expect(await disk.size(path)).toBe(0);
    expect((await readdir(scratch)).filter((name) => name.startsWith("between"))).toEqual(["between.lock"]);
    expect(warnings).toBe("");
  });
});

describe("writeAll", () => {
  it("writes on after a short write", async () => {
    const written = Buffer.alloc(10);
    const file = {
      write: async (bytes: Uint8Array, offset: number, length: number, position: number) => {
        const bytesWritten = Math.min(3, length);
        written.set(bytes.subarray(offset, offset + bytesWritten), position);
        return { bytesWritten };
      },
    };
    await writeAll(file, Buffer.from("12345678"), 2, "/a");
    expect(written.toString("latin1")).toBe("\0\x0012345678");
  });

  it("gives up on a file that takes nothing", async () => {
    const file = { write: async () => ({ bytesWritten: 0 }) };
    await expect(writeAll(file, Buffer.from("1"), 0, "/a")).rejects.toEqual(failsWith("EIO"));
  });
});
