import { MeshauditError } from "@meshaudit/core";

const units: { [unit: string]: number } = { b: 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12, ki: 2 ** 10, mi: 2 ** 20, gi: 2 ** 30, ti: 2 ** 40 };

/**
 * An amount of data in bytes: `500MB`, `20Gi`, `1048576`.
 *
 * @throws MeshauditError `argument-invalid`.
 */
export const parseSize = (text: string): number => {
  const [, digits, unit = ""] = /^(\d{1,15}(?:\.\d{1,6})?)\s*([kmgt]i?)?b?$/i.exec(text.trim()) ?? [];
  const factor = units[unit.toLowerCase() || "b"];
  if (digits !== undefined && factor !== undefined) return Math.round(Number(digits) * factor);
  throw new MeshauditError("argument-invalid", `${JSON.stringify(text.slice(0, 40))} is no amount of data`, {
    hint: "such as 500MB, 20GB or 20GiB",
  });
};
