import { basename } from "node:path";

const vague = /^(utils?|helpers?|common|misc|shared|managers?)$/;

/** A file is named after its one subject, which none of these words is. */
export const subjectName = {
  create(context) {
    return {
      Program(node) {
        const words = basename(context.filename).split(/[.-]/);
        if (words.some((word) => vague.test(word))) context.report({ node, message: "Name the file after its subject." });
      },
    };
  },
};
