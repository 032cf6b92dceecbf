import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { configFrom, meshOfContext } from "./config.ts";
import { withSources } from "./edit-config.ts";

const path = "config.yaml";
const use = (text: string | null, mesh: string | null, context: string | null, source = "/logs/audit.log") =>
  withSources(text, path, { mesh, context, sources: [source] });

const written = `# our meshes
apiVersion: meshaudit.io/v1
kind: Config
meshes:
  # the shop
  - name: shop
    contexts: [production]
    sources:
      - /old.log # moved in May
    retention: 30d
  - name: test
    contexts: [kind, staging]
    sources: []
`;

describe("the config file that `use` writes", () => {
  it("begins with a mesh named after the context", () => {
    expect(use(null, null, "production").text).toBe(
      `apiVersion: meshaudit.io/v1
kind: Config
meshes:
  - name: production
    contexts:
      - production
    sources:
      - /logs/audit.log
`,
    );
  });

  it("keeps comments, unknown properties and other meshes", () => {
    const { text, mesh } = use(written, null, "production");
    expect(mesh).toBe("shop");
    for (const kept of ["# our meshes", "# the shop", "retention: 30d", "contexts: [ kind, staging ]"]) expect(text).toContain(kept);
    expect(parse(text).meshes[0]).toMatchObject({ name: "shop", contexts: ["production"], sources: ["/logs/audit.log"] });
  });

  it("gives a context to the mesh that is named, and leaves the others what they have", () => {
    const { text } = use(written, "new", "kind");
    const config = configFrom(parse(text), path);
    expect(config.meshes.map(({ name }) => name)).toEqual(["shop", "new", "test"]);
    expect(meshOfContext(config, "kind")?.name).toBe("new");
    expect(meshOfContext(config, "staging")?.name).toBe("test");
  });

  it("without a kubeconfig stands for every context that has no mesh of its own", () => {
    const config = configFrom(parse(use(written, null, null).text), path);
    expect(meshOfContext(config, null)?.name).toBe("default");
    expect(meshOfContext(config, "elsewhere")?.name).toBe("default");
    expect(meshOfContext(config, "kind")?.name).toBe("test");
  });

  it("is the same after doing it again", () => {
    const once = use(written, "new", "kind").text;
    expect(use(once, "new", "kind").text).toBe(once);
  });

  it.each(["", "# nothing yet\n", "meshes:\n"])("starts anew from %j", (text) => {
    expect(parse(use(text, null, "kind").text)).toMatchObject({ meshes: [{ name: "kind", sources: ["/logs/audit.log"] }] });
  });

  it.each(["a: [", "- a\n", "kind: Pod\n", "meshes: none\n", "meshes:\n  - contexts: []\n", "meshes:\n  - name: a\n    sources: b\n"])(
    "leaves alone what is no config: %j",
    (text) => expect(() => use(text, null, "kind")).toThrow(expect.objectContaining({ code: "config-invalid" })),
  );
});
