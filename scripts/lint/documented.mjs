/** Each exported function has a TSDoc comment; of an overloaded one, the first signature. */
export const documented = {
  create(context) {
    const seen = new Set();
    const isDocumented = (node) => {
      const comment = context.sourceCode.getCommentsBefore(node).at(-1);
      return comment?.type === "Block" && comment.value.startsWith("*");
    };
    const isFunction = (init) => init?.type === "ArrowFunctionExpression" || init?.type === "FunctionExpression";
    const namesOf = (declaration) => {
      if (declaration?.type === "FunctionDeclaration" || declaration?.type === "TSDeclareFunction") return [declaration.id?.name];
      if (declaration?.type !== "VariableDeclaration") return [];
      return declaration.declarations.filter(({ init }) => isFunction(init)).map(({ id }) => id.name);
    };
    return {
      ExportNamedDeclaration(node) {
        for (const name of namesOf(node.declaration)) {
          if (!seen.has(name) && !isDocumented(node)) context.report({ node, message: `${name} is exported and has no TSDoc comment.` });
          seen.add(name);
        }
      },
    };
  },
};
