import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Surroundings } from "./surroundings.ts";
import { surroundingsOf } from "./surroundings-of.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** A folder with these files, of which the first is asked about. */
const lying = async (files: Record<string, string>): Promise<{ root: string; found: Surroundings }> => {
  const root = await mkdtemp(join(tmpdir(), "surroundings-"));
  folders.push(root);
  for (const [path, text] of Object.entries({ ".git/HEAD": "", ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return { root, found: await surroundingsOf(join(root, Object.keys(files)[0] ?? "")) };
};

const nothing = { helmTemplates: false, kustomization: null };

describe("around a file", () => {
  it("is nothing, mostly", async () => {
    expect((await lying({ "vs.yaml": "" })).found).toEqual(nothing);
    expect(await surroundingsOf("/nowhere/at/all.yaml")).toEqual(nothing);
    expect(await surroundingsOf("")).toEqual(nothing);
    expect(await surroundingsOf("a\0b")).toEqual(nothing);
  });

  it("is a chart whose template it is, however deep, but not one whose resource definition it is", async () => {
    expect((await lying({ "shop/templates/routes/vs.yaml": "", "shop/Chart.yaml": "" })).found.helmTemplates).toBe(true);
    expect((await lying({ "shop/crds/vs.yaml": "", "shop/Chart.yaml": "" })).found.helmTemplates).toBe(false);
    expect((await lying({ "shop/templates/vs.yaml": "" })).found.helmTemplates).toBe(false);
  });

  it("is the nearest kustomization that lists it", async () => {
    const { root, found } = await lying({
      "shop/routes/vs.yaml": "",
      "shop/routes/kustomization.yml": "resources: [other.yaml]",
      "shop/Kustomization": "resources: [./routes/vs.yaml]\nnamespace: shop\nnamePrefix: a-\n",
      "kustomization.yaml": "resources: [shop/routes/vs.yaml]",
    });
    expect(found.kustomization).toEqual({
      path: join(root, "shop/Kustomization"),
      role: "resource",
      namespace: "shop",
      renames: true,
      target: null,
      overlaid: null,
    });
  });

  it("is a kustomization that patches with it", async () => {
    const kustomization = "patches:\n- path: p.yaml\n  target: {kind: VirtualService, name: a}\n";
    expect((await lying({ "p.yaml": "", "kustomization.yaml": kustomization })).found.kustomization).toMatchObject({
      role: "patch",
      target: { kind: "VirtualService", name: "a" },
    });
    const twice = `${kustomization}- path: ./p.yaml\n  target: {kind: VirtualService, name: b}\n`;
    expect((await lying({ "p.yaml": "", "kustomization.yaml": twice })).found.kustomization).toMatchObject({
      target: { kind: null, name: null },
    });
  });

  it("are overlays that build on its kustomization, also by others", async () => {
    const base = { "shop/base/vs.yaml": "", "shop/base/kustomization.yaml": "resources: [vs.yaml]\nnamespace: shop\n" };
    const built = await lying({
      ...base,
      "shop/overlays/eu/kustomization.yaml": "resources: [../../base]",
      "shop/overlays/prod/kustomization.yaml": "resources: [../eu]\nnamespace: prod\n",
      "shop/overlays/other/kustomization.yaml": "resources: [../../other]\nnamePrefix: a-\n",
    });
    expect(built.found.kustomization?.overlaid).toEqual({
      path: join(built.root, "shop/overlays/prod/kustomization.yaml"),
      renames: false,
    });
    const plain = await lying({ ...base, "shop/overlays/eu/kustomization.yaml": "resources: [../../base]" });
    expect(plain.found.kustomization).toMatchObject({ namespace: "shop", overlaid: null });
  });

  it("ends at the repository's folder", async () => {
    const { root } = await lying({ "inner/vs.yaml": "", "kustomization.yaml": "resources: [inner/vs.yaml]\nnamespace: shop\n" });
    expect((await surroundingsOf(join(root, "inner/vs.yaml"))).kustomization).not.toBeNull();
    await mkdir(join(root, "inner/.git"));
    expect(await surroundingsOf(join(root, "inner/vs.yaml"))).toEqual(nothing);
  });

  it("is not followed by links, nor read when it is huge or no file", async () => {
    const { root } = await lying({ "vs.yaml": "", "kustomization.yml": `resources: [vs.yaml]\n${"#".repeat(1 << 20)}` });
    await mkdir(join(root, "kustomization.yaml"));
    await symlink(root, join(root, "loop"));
    expect(await surroundingsOf(join(root, "vs.yaml"))).toEqual(nothing);
  });

  it("is not looked at without end", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`apps/a${index}/b/kustomization.yaml`, "namespace: a\nresources: [vs.yaml]"]),
    );
    const { root, found } = await lying({ "apps/a0/b/vs.yaml": "", ...many });
    expect(found.kustomization?.path).toBe(join(root, "apps/a0/b/kustomization.yaml"));
  });
});
