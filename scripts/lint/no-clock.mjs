/** Reading the clock: `new Date()` and `Date()` without a time. `Date.now` and the like are restricted by name in oxlint.config.ts. */
export const noClock = {
  create(context) {
    const check = (node) => {
      if (node.callee.type !== "Identifier" || node.callee.name !== "Date") return;
      if (node.type === "NewExpression" && node.arguments.length > 0) return;
      context.report({ node, message: "The clock is handed in." });
    };
    return { NewExpression: check, CallExpression: check };
  },
};
