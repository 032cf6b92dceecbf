import { functionsOf } from "./function-rule.ts";

/** Functions of numbers, of any value, and of arrays and maps. */
export const valueFunctions = functionsOf("scalar", [
  ["abs(number)", "number", "first", "without its sign"],
  ["ceil(number)", "number", "first", "the next whole number up"],
  ["ceiling(number)", "number", "first", "the same as ceil"],
  ["floor(number)", "number", "first", "the next whole number down"],
  ["round(number, digits)", "number whole?", "first", "rounded to so many digits after the point"],
  ["sign(number)", "number", "long", "-1, 0 or 1"],
  ["sqrt(number)", "number", "double", "its square root"],
  ["pow(number, exponent)", "number number", "double", "to the power of"],
  ["power(number, exponent)", "number number", "double", "the same as pow"],
  ["mod(number, by)", "number number", "first", "what is left of a division"],
  ["ln(number)", "number", "double", "its natural logarithm"],
  ["log2(number)", "number", "double", "its logarithm to 2"],
  ["log10(number)", "number", "double", "its logarithm to 10"],
  ["exp(number)", "number", "double", "e to the power of it"],
  ["coalesce(a, b, …)", "any any*", "first", "the first that is not NULL"],
  ["nullif(a, b)", "any any", "first", "a, or NULL when it equals b"],
  ["if(condition, then, else)", "boolean any any?", "second", "one of two values"],
  ["try(value)", "any", "first", "the value: what cannot be worked out is NULL here anyway"],
  ["greatest(a, b, …)", "any any any*", "first", "the greatest; NULL when one is NULL"],
  ["least(a, b, …)", "any any any*", "first", "the least; NULL when one is NULL"],
  ["cardinality(array)", "array", "long", "how many items an array or a map has"],
  ["contains(array, value)", "array any", "boolean", "whether an array has a value"],
  ["array_join(array, separator)", "array literal", "text", "its items as one text"],
  ["element_at(array, n)", "any any", "any", "the n-th item from 1, or a map's value; NULL when there is none; also array[n]"],
]);
