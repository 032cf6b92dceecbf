import { MeshauditError } from "../../model/error.ts";
import type { HexRange } from "../address-range.ts";
import { addressesHex } from "../address-set.ts";

/**
 * The addresses of a list: one or a range a line, with comments from `#` or `;` on, as published lists of bad addresses have them.
 *
 * @param name of the list, for errors.
 * @throws MeshauditError `config-invalid`, which names the line that is neither.
 */
export const riskyAddresses = (text: string, name: string): HexRange[] =>
  text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .flatMap((line, index) => {
      const written = line.replace(/[#;].*$/, "").trim();
      if (written === "") return [];
      const range = addressesHex(written);
      if (range !== null) return [range];
      throw new MeshauditError(
        "config-invalid",
        `line ${index + 1} of the list of risky addresses ${name} is no address: ${JSON.stringify(written.slice(0, 60))}`,
        { hint: "one IPv4 or IPv6 address or range a line, such as 198.51.100.0/24, and comments after #" },
      );
    });
