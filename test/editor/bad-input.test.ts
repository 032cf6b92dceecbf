import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { textAfterLine } from "./workbench/decorations.ts";
import { openFile, setCursor, waitForTab } from "./workbench/editor.ts";
import { hideHover, hoverAt } from "./workbench/hover.ts";
import { extensionHostLog, outputChannel } from "./workbench/logs.ts";
import { waitForMesh } from "./workbench/mesh-status.ts";
import { notifications } from "./workbench/notifications.ts";
import { chooseFromPalette } from "./workbench/palette.ts";
import { choose } from "./workbench/quick-input.ts";
import { clickStatusBarItem, statusBar } from "./workbench/status-bar.ts";
import { openView, treeRows, viewMessage } from "./workbench/tree.ts";
import { useWorkbench } from "./workbench/use-workbench.ts";
import { openWorkspace, type Workbench } from "./workbench/workbench.ts";
import { auditLog } from "./workspaces/audit-log.ts";
import { atLevelMetadata, eventLine, split, splitManifest } from "./workspaces/events.ts";
import { kubeconfig, meshConfig } from "./workspaces/mesh-config.ts";

const hour = 3_600_000;
const start = Date.now() - 5 * hour;

/** The lines of the first weight and of the name in `splitManifest`; and the first after it. */
const weightLine = 12;
const nameLine = 4;
const brokenLine = 15;

/** What failed in an extension. Two windows contend for VS Code's own lock on a workspace. */
const failures = (workbench: Workbench): string[] =>
  extensionHostLog(workbench)
    .split("\n")
    .filter((line) => line.includes("[error]") && !line.includes("vscode.lock"));

const hidden = /[\u001b\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const hostile = [
  "[free](command:workbench.action.closeActiveEditor)",
  "![x](https://example.com/x.png)<img src='https://example.com/y.png'><script>alert(1)</script>",
  "\u001b[31mred\u001b]8;;https://example.com\u0007link\u202egnp.exe\u2066",
  "$(bug) https://example.com/z www.example.com **bold** `code` | <b>",
].join(" ");

const said = async (workbench: Workbench, line: number, column: number): Promise<string> => {
  const parts = await hoverAt(workbench, line, column);
  await hideHover(workbench);
  return parts.map(({ text }) => text).join("\n");
};

/** What a person is told of the open file, wherever the view says it. */
const toldOfFile = async (workbench: Workbench): Promise<string> => {
  const rows = (await treeRows(workbench, "This File")).map(({ label, description }) => `${label} ${description}`);
  return [await viewMessage(workbench, "This File"), ...rows].join("\n");
};

const spoken = async (workbench: Workbench): Promise<string> => (await statusBar(workbench)).map((item) => item.spoken).join("\n");

describe("files that nobody would write, and a log that others write and rotate", () => {
  const workbench = useWorkbench(() => ({
    workspace: {
      "shop.yaml": splitManifest("shop", "shop", 90),
      "unseen.yaml": splitManifest("shopp", "shop", 90),
      "hostile.yaml": splitManifest("hostile", "hostile", 10),
      "broken.yaml": `${splitManifest("shop", "shop", 90)}  \t} ]: "\n---\n[ { : \n`,
      "binary.yaml": "\u0000\u0001\u0002ELF\u0000".repeat(500),
      "huge.yaml": splitManifest("shop", "shop", 90) + `# ${"x".repeat(1022)}\n`.repeat(20_000),
      "many.yaml": Array.from({ length: 500 }, (_, index) => splitManifest(`shop-${index}`, "shop", 90)).join("---\n"),
    },
    // VS Code in a browser asks before it opens more than 10 MB.
    settings: { "workbench.editorLargeFileConfirmation": 100 },
    home: {
      "logs/audit.log": [
        auditLog("bookshop", { newest: start, stretch: 60 }),
        eventLine({ name: "shop", user: "alice@example.com", time: start + 1000, version: 1, spec: split("shop", 90) }),
        eventLine({ name: "shop-499", user: "carol@example.com", time: start + 2000, version: 1, spec: split("shop", 90) }),
        eventLine({
          name: "hostile",
          user: hostile + "u".repeat(1_000_000),
          userAgent: hostile,
          time: start + 3000,
          version: 1,
          spec: split(hostile, 90),
          annotations: { [hostile]: hostile, "kubernetes.io/change-cause": hostile },
        }),
        eventLine({
          name: "hostile",
          verb: "update",
          user: hostile,
          userAgent: hostile,
          time: start + 4000,
          version: 2,
          spec: split("hostile", 10),
        }),
      ].join(""),
      ...meshConfig([{ name: "prod", sources: ["../../logs"] }]),
    },
  }));
  const log = (): string => join(workbench().places.home, "logs", "audit.log");
  const reweigh = (version: number, v1: number, user: string): string =>
    eventLine({ name: "shop", verb: "update", user, time: start + hour + version * 1000, version, spec: split("shop", v1) });

  it("says of an object that no event touches that it was never seen, and what is called alike", async () => {
    await openFile(workbench(), "unseen.yaml");
    await waitForMesh(workbench(), "prod");
    await openView(workbench(), "meshaudit", "This File");
    await openFile(workbench(), "unseen.yaml");
    const text = await said(workbench(), nameLine, 12);
    expect(text).toContain("No event of the log touches this object");
    expect(text).toContain("shop");
    expect(text).not.toContain("@example.com");
    await setCursor(workbench(), weightLine);
    expect(await textAfterLine(workbench(), weightLine)).not.toContain("@example.com");
  });

  it("attributes the last of 500 objects in a file", async () => {
    await openFile(workbench(), "many.yaml");
    const line = 499 * 15 + weightLine;
    await setCursor(workbench(), line);
    await expect.poll(() => textAfterLine(workbench(), line)).toContain("carol@example.com");
    await expect.poll(() => toldOfFile(workbench())).toContain("shop-0");
  });

  it("says of a broken file what can still be read, and nothing of the rest", async () => {
    await openFile(workbench(), "broken.yaml");
    await setCursor(workbench(), weightLine);
    await expect.poll(() => textAfterLine(workbench(), weightLine)).toContain("alice@example.com");
    await setCursor(workbench(), brokenLine);
    await expect.poll(() => textAfterLine(workbench(), weightLine)).toBe("");
    expect(await textAfterLine(workbench(), brokenLine)).not.toContain("@example.com");
    expect(await notifications(workbench())).toEqual([]);
  });

  it("does not look at 20 MB, and says so", async () => {
    await openFile(workbench(), "huge.yaml");
    await expect.poll(() => toldOfFile(workbench())).toContain("too large");
    await setCursor(workbench(), weightLine);
    expect(await textAfterLine(workbench(), weightLine)).toBe("");
  });

  it("leaves a binary file alone", async () => {
    await chooseFromPalette(workbench(), "binary.yaml", "binary.yaml");
    await waitForTab(workbench(), "binary.yaml");
    expect(await notifications(workbench())).toEqual([]);
    expect(await toldOfFile(workbench())).not.toContain("@example.com");
  });

  it("shows the text of strangers as text: no link but its own, no picture, no hidden character, nothing endless", async () => {
    await openFile(workbench(), "hostile.yaml");
    for (const [line, column] of [
      [weightLine, 12],
      [nameLine, 12],
    ] as const) {
      const parts = await hoverAt(workbench(), line, column);
      const targets = parts.flatMap(({ links }) => links.map(({ target }) => target));
      expect(parts.map(({ text }) => text).join("")).toContain("command:workbench");
      expect(targets.filter((target) => !target.startsWith("command:meshaudit."))).toEqual([]);
      const { page } = workbench();
      expect(await page.locator(".monaco-hover img, .monaco-hover script, .monaco-hover .codicon-bug").count()).toBe(0);
      const text = parts.map((part) => part.text).join("\n");
      expect(text).not.toMatch(hidden);
      expect(text.length).toBeLessThan(20_000);
      await hideHover(workbench());
    }
    await setCursor(workbench(), weightLine);
    await expect.poll(() => textAfterLine(workbench(), weightLine)).toContain("[free](command:workbench");
    expect(await textAfterLine(workbench(), weightLine)).not.toMatch(hidden);
    expect((await textAfterLine(workbench(), weightLine)).length).toBeLessThan(500);
    await expect.poll(() => toldOfFile(workbench())).toContain("hostile");
    const rows = await treeRows(workbench(), "This File");
    expect(rows.map((row) => `${row.label} ${row.description} ${row.spoken}`).join("\n")).not.toMatch(hidden);
    expect(Math.max(...rows.map((row) => row.spoken.length))).toBeLessThan(2_000);
  });

  it("shows what is written to the log in each of two windows", async () => {
    const second: Workbench = { ...workbench(), page: await workbench().page.context().newPage() };
    try {
      await openWorkspace(second, workbench().workspace);
      for (const window of [second, workbench()]) {
        await openFile(window, "shop.yaml");
        await setCursor(window, weightLine);
        await expect.poll(() => textAfterLine(window, weightLine)).toContain("alice@example.com");
      }
      appendFileSync(log(), reweigh(2, 70, "carol@example.com"));
      for (const window of [second, workbench()]) {
        await expect.poll(() => textAfterLine(window, weightLine)).toContain("carol@example.com");
        expect(await textAfterLine(window, weightLine)).toContain("70");
      }
      expect(await notifications(second)).toEqual([]);
    } finally {
      await second.page.close();
    }
  });

  it("follows a log through its rotation", async () => {
    renameSync(log(), join(workbench().places.home, "logs", "audit-2026-01-01T00-00-00.000.log"));
    writeFileSync(log(), reweigh(3, 90, "bob@example.com"));
    await expect.poll(() => textAfterLine(workbench(), weightLine)).toMatch(/bob@example\.com.*weight 70 -> 90/);
    await expect.poll(() => toldOfFile(workbench())).toContain("shop v1 70 -> 90 %");
  });

  it("goes on answering when the log is gone, says so in the status bar and pops nothing up", async () => {
    rmSync(join(workbench().places.home, "logs"), { recursive: true });
    await expect.poll(() => spoken(workbench())).toContain("there is no ../../logs");
    expect(await said(workbench(), weightLine, 12)).toContain("bob@example.com");
    expect(await notifications(workbench())).toEqual([]);
    expect(failures(workbench())).toEqual([]);
    mkdirSync(join(workbench().places.home, "logs"));
    writeFileSync(log(), reweigh(4, 20, "alice@example.com"));
    await expect.poll(() => textAfterLine(workbench(), weightLine)).toContain("in prod: 20 (alice@example.com");
  });
});

describe("a log that holds no objects, one that takes long to read, and a cluster out of reach", () => {
  const workbench = useWorkbench(() => ({
    workspace: {
      // User settings of a browser do not reach what is a machine's.
      ".vscode/settings.json": JSON.stringify({
        "meshaudit.meshes": { "metadata/**": "metadata", "slow/**": "slow", "live/**": "nowhere" },
        "meshaudit.liveCluster": true,
      }),
      "metadata/shop.yaml": splitManifest("shop", "shop", 90),
      "slow/shop.yaml": splitManifest("shop", "shop", 90),
      "live/shop.yaml": splitManifest("shop", "shop", 90),
    },
    home: {
      "metadata.log": atLevelMetadata(
        eventLine({ name: "shop", user: "alice@example.com", time: start, version: 1, spec: split("shop", 50) }) +
          eventLine({ name: "shop", verb: "update", user: "carol@example.com", time: start + 1000, version: 2, spec: split("shop", 90) }),
      ),
      ...meshConfig([
        { name: "metadata", sources: ["../../metadata.log"], contexts: ["metadata"] },
        { name: "slow", sources: ["../../slow.log.gz"], contexts: ["slow"] },
      ]),
      ...kubeconfig("nowhere"),
    },
  }));

  it("claims no value at level Metadata, and says why", async () => {
    await openFile(workbench(), "metadata/shop.yaml");
    await waitForMesh(workbench(), "metadata");
    await setCursor(workbench(), weightLine);
    const text = await said(workbench(), nameLine, 12);
    expect(text).toContain("keeps no contents");
    expect(text).toContain("carol@example.com");
    expect(await textAfterLine(workbench(), weightLine)).not.toMatch(/->|weight/);
  });

  it("stops reading when asked to, and says so", async () => {
    // One event for 6 GB, in 38 MB: no machine is done before a person has found the menu.
    const line = eventLine({ name: "shop", user: "alice@example.com", time: start, version: 1, spec: split("shop", 90) });
    const part = gzipSync(line.repeat(30_000));
    writeFileSync(join(workbench().places.home, "slow.log.gz"), Buffer.concat(Array.from({ length: 120 }, () => part)));
    await openFile(workbench(), "slow/shop.yaml");
    await expect.poll(() => spoken(workbench())).toContain("meshaudit: reading the audit log of slow");
    await clickStatusBarItem(workbench(), "slow");
    await choose(workbench(), "Stop reading the log of slow");
    await expect.poll(() => spoken(workbench())).toContain("was cancelled");
    expect(await notifications(workbench())).toEqual([]);
  });

  it("says once that a cluster is out of reach", async () => {
    await openFile(workbench(), "live/shop.yaml");
    await setCursor(workbench(), weightLine);
    await expect.poll(() => spoken(workbench())).toMatch(/nowhere[^]*cannot be asked/);
    expect(await textAfterLine(workbench(), weightLine)).toBe("");
    expect((await notifications(workbench())).length).toBeLessThanOrEqual(1);
    expect(failures(workbench())).toEqual([]);
    expect(outputChannel(workbench(), "meshaudit").match(/cannot be asked/g)?.length ?? 0).toBeLessThanOrEqual(2);
  });
});
