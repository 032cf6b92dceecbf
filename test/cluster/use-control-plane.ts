import { afterAll, beforeAll, inject } from "vitest";
import { startControlPlane, type ControlPlane, type ControlPlaneOptions } from "./control-plane/control-plane.ts";

/**
 * One control plane for all tests of the file or the `describe` that it is called in.
 *
 * @param options made when the first test begins, so that what they name is there by then
 * @returns a function to call within tests and hooks
 */
export const useControlPlane = (options: () => ControlPlaneOptions = () => ({})): (() => ControlPlane) => {
  let plane: ControlPlane | undefined;
  beforeAll(async () => {
    plane = await startControlPlane(inject("prepared"), options());
  });
  afterAll(async () => {
    await plane?.remove();
    plane = undefined;
  });
  return () => {
    if (plane === undefined) throw new Error("the control plane runs within tests only");
    return plane;
  };
};
