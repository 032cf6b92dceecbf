import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";

const folder = fileURLToPath(new URL("../packages/core/schema/", import.meta.url));

const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  formats: { "date-time": (text: string) => !Number.isNaN(Date.parse(text)) },
});
for (const name of readdirSync(folder)) ajv.addSchema(JSON.parse(readFileSync(folder + name, "utf8")) as object);

/** What a result, as JSON, has against its public schema; empty when it holds. */
export const errorsOf = (schema: string, result: unknown): unknown => {
  const validate = ajv.getSchema(`https://meshaudit.io/schema/v1/${schema}.schema.json`);
  if (validate === undefined) throw new Error(`no schema ${schema}`);
  return validate(JSON.parse(JSON.stringify(result))) ? [] : validate.errors;
};
