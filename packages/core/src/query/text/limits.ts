/** What a query may be at most. Each bound keeps a stranger's text from costing more than a person's ever does. */
export const limits = {
  /** UTF-16 code units. */
  length: 65_536,
  /** Parentheses, subqueries, CASEs and calls in one another. */
  nesting: 60,
  /** Conditions of a search. */
  conditions: 100,
  /** AND, +, = and the like in a statement: they make a tree as deep as they are many. */
  operators: 800,
  /** Nodes of a plan. */
  nodes: 50_000,
} as const;
