import { describe, expect, it } from "vitest";
import { changeView, reviews } from "../testing/changes.ts";
import { kubectlCommand, withFile } from "./kubectl-command.ts";

const ofObject = (changed: Partial<typeof reviews> = {}) => ({ mesh: "prod", object: { ...reviews, ...changed }, change: null });

describe("the command that shows the same", () => {
  it("asks who changed an object", () => {
    expect(kubectlCommand(ofObject())).toBe("kubectl meshaudit who-changed vs/reviews -n bookinfo");
    expect(kubectlCommand(ofObject({ namespace: "" }))).toBe("kubectl meshaudit who-changed vs/reviews");
  });

  it("shows the object as a change left it", () => {
    const target = { ...ofObject(), change: changeView(30) };
    expect(kubectlCommand(target)).toBe("kubectl meshaudit show vs/reviews -n bookinfo --at 2026-11-24T12:00:00.000Z");
  });

  it("does not ask for an object that a deletion did not leave, nor for a time that is none", () => {
    const asked = "kubectl meshaudit who-changed vs/reviews -n bookinfo";
    expect(kubectlCommand({ ...ofObject(), change: changeView(30, { operation: "deleted" }) })).toBe(asked);
    expect(kubectlCommand({ ...ofObject(), change: changeView(30, { time: "$(reboot)" }) })).toBe(asked);
  });

  it("names a type in full where its short name means another too", () => {
    const gateway = (group: string) => kubectlCommand(ofObject({ group, resource: "gateways", kind: "Gateway", name: "a" }));
    expect(gateway("gateway.networking.k8s.io")).not.toBe(gateway("networking.istio.io"));
    expect(kubectlCommand(ofObject({ group: "example.com", resource: "things" }))).toContain("things.example.com/reviews");
  });

  it("takes names for names, whatever is in them", () => {
    expect(kubectlCommand(ofObject({ name: "a; reboot", namespace: "--kubeconfig=x" }))).toBe(
      "kubectl meshaudit who-changed 'vs/a; reboot' --namespace=--kubeconfig=x",
    );
  });

  it("is given a file", () => {
    expect(withFile("kubectl create -f FILE", "/work/my files/$&.yaml")).toBe("kubectl create -f '/work/my files/$&.yaml'");
  });
});
