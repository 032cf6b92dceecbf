// The project's own lint rules, loaded by oxlint.config.ts.
import { documented } from "./documented.mjs";
import { noClock } from "./no-clock.mjs";
import { subjectName } from "./subject-name.mjs";

export default { meta: { name: "meshaudit" }, rules: { documented, "no-clock": noClock, "subject-name": subjectName } };
