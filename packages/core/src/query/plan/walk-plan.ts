import type { PlanExpression, PlanOrder } from "./plan-node.ts";

const ofOrders = (orders: readonly PlanOrder[]): PlanExpression[] => orders.map(({ expression }) => expression);

/** The expressions right below one; those of a subquery are not among them. */
export const childrenOf = (node: PlanExpression): PlanExpression[] => {
  switch (node.kind) {
    case "text":
    case "number":
    case "boolean":
    case "null":
    case "moment":
    case "interval":
    case "column":
    case "exists":
    case "subquery":
      return [];
    case "path":
    case "seconds":
      return [node.of];
    case "not":
    case "negate":
    case "isNull":
    case "cast":
    case "inQuery":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "all":
    case "any":
      return node.operands;
    case "between":
      return [node.operand, node.low, node.high];
    case "in":
      return [node.operand, ...node.options];
    case "like":
      return [node.operand, node.pattern, ...(node.escape === null ? [] : [node.escape])];
    case "case":
      return [
        ...(node.operand === null ? [] : [node.operand]),
        ...node.branches.flatMap(({ when, result }) => [when, result]),
        ...(node.otherwise === null ? [] : [node.otherwise]),
      ];
    case "subscript":
      return [node.operand, node.index];
    case "place":
      return [node.address];
    case "call":
      return [
        ...node.args,
        ...ofOrders(node.orderBy),
        ...(node.filter === null ? [] : [node.filter]),
        ...(node.over === null ? [] : [...node.over.partitionBy, ...ofOrders(node.over.orderBy)]),
      ];
  }
};

/** The first expression, from the outside in, that a test holds for. */
export const findIn = (node: PlanExpression, test: (node: PlanExpression) => boolean): PlanExpression | null => {
  if (test(node)) return node;
  for (const child of childrenOf(node)) {
    const found = findIn(child, test);
    if (found !== null) return found;
  }
  return null;
};

/** Equal for expressions that are the same, wherever the query has them. */
export const keyOf = (node: PlanExpression): string => JSON.stringify(node, (key, value: unknown) => (key === "span" ? undefined : value));

/** The conditions that must all hold. */
export const conjunctsOf = (node: PlanExpression | null): PlanExpression[] => {
  if (node === null) return [];
  if (node.kind === "all") return node.operands.flatMap(conjunctsOf);
  return node.kind === "binary" && node.operator === "and" ? [...conjunctsOf(node.left), ...conjunctsOf(node.right)] : [node];
};

/** All conditions in one; null when there are none. */
export const allOf = (conditions: readonly (PlanExpression | null)[]): PlanExpression | null => {
  const operands = conditions.filter((condition) => condition !== null);
  const [only = null] = operands;
  return operands.length < 2 ? only : { kind: "all", operands, type: "boolean" };
};
