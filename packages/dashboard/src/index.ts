// The public surface of @meshaudit/dashboard, for programs; the page itself is built by bundle.mjs.
export { reportPage } from "./file/report-page.ts";
export { startDashboard, type Dashboard } from "./http/start-dashboard.ts";
export { inTurn } from "./server/in-turn.ts";
export type { DashboardAnswers } from "./server/dashboard-answers.ts";
