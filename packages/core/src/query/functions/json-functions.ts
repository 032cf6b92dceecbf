import { functionsOf } from "./function-rule.ts";

/** Functions of JSON. A path is `$.spec.http[0]["a.b"]`. What is no JSON gives NULL. */
export const jsonFunctions = functionsOf("scalar", [
  ["json_extract(json, path)", "json path", "json", "the value at a path, as JSON"],
  ["json_extract_scalar(json, path)", "json path", "text", "the text, number or boolean at a path, as text; NULL for an object or a list"],
  ["json_extract_long(json, path)", "json path", "long", "the whole number at a path"],
  ["json_extract_double(json, path)", "json path", "double", "the number at a path"],
  ["json_extract_bool(json, path)", "json path", "boolean", "the boolean at a path"],
  ["json_array_length(json)", "json", "long", "how many items a list has; NULL when it is none"],
  ["json_array_get(json, n)", "json whole", "text", "the n-th item of a list, from 0, from -1 backwards; a text without quotes"],
  ["json_array_contains(json, value)", "json any", "boolean", "whether a list has a text, number or boolean"],
  ["json_size(json, path)", "json path", "long", "how many items a list, or members an object has"],
  ["json_format(json)", "any", "text", "JSON as text"],
  ["json_parse(text)", "text", "json", "text as JSON"],
]);
