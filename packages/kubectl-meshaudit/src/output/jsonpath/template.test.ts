import { describe, expect, it } from "vitest";
import { parseTemplate, renderTemplate } from "./template.ts";

const history = {
  kind: "ObjectHistory",
  object: { name: "reviews", namespace: "bookinfo" },
  changes: [
    { id: "c", code: 200, actor: { user: "alice" }, labels: { "app.kubernetes.io/name": "reviews" } },
    { id: "b", code: 201, actor: { user: "bob" }, cause: { actor: { user: "carol" } } },
    { id: "a", code: 409, actor: { user: "alice" } },
  ],
};

const render = (template: string): string => renderTemplate(parseTemplate(template), history);

describe("kubectl's JSONPath", () => {
  it.each([
    ["{.object.name}", "reviews"],
    ["{object.name}", "reviews"],
    [".object.name", "reviews"],
    ["{$.object.name}", "reviews"],
    ["{@.object.name}", "reviews"],
    ["{['object']['name']}", "reviews"],
    ["{.object['name','namespace']}", "reviews bookinfo"],
    ["{.changes[0].id}", "c"],
    ["{.changes[-1].id}", "a"],
    ["{.changes[-1:].id}", "a"],
    ["{.changes[0,2].id}", "c a"],
    ["{.changes[1:].id}", "b a"],
    ["{.changes[:2].id}", "c b"],
    ["{.changes[0:3:2].id}", "c a"],
    ["{.changes[*].actor.user}", "alice bob alice"],
    ["{.changes.*.id}", "c b a"],
    ["{..user}", "alice bob carol alice"],
    ["{.changes[*]['id']}", "c b a"],
    ['{.changes[?(@.actor.user=="alice")].id}', "c a"],
    ["{.changes[?(@.actor.user!='alice')].id}", "b"],
    ["{.changes[?(@.code>=201)].id}", "b a"],
    ["{.changes[?(@.cause)].id}", "b"],
    ["{.changes[0].labels.app\\.kubernetes\\.io/name}", "reviews"],
    ["{.changes[0].labels['app.kubernetes.io/name']}", "reviews"],
    ["{.object}", '{"name":"reviews","namespace":"bookinfo"}'],
    ["{.changes[0].code}", "200"],
    ["{.nothing.here}", ""],
    ["{.constructor}{.__proto__}", ""],
    ["name: {.object.name}!", "name: reviews!"],
    ['{range .changes[*]}{.id}{"\\t"}{.actor.user}{"\\n"}{end}', "c\talice\nb\tbob\na\talice\n"],
    ["{range .changes[*]}{$.object.name}/{.id} {end}", "reviews/c reviews/b reviews/a "],
    ["{range .changes[0:1]}[{range .actor}{.user}{end}]{end}", "[alice]"],
  ])("%s", (template, text) => expect(render(template)).toBe(text));

  it.each([
    "{.changes[}",
    "{.a",
    "{range .changes[*]}{.id}",
    "{.id}{end}",
    "{.changes[?(id)]}",
    "{.changes[a]}",
    "{.a b}",
    "{.changes[0:2:0]}",
  ])("%s is none, and says so", (template) =>
    expect(() => parseTemplate(template)).toThrow(expect.objectContaining({ code: "argument-invalid" })),
  );
});
