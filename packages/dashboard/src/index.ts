// The public surface of @meshaudit/dashboard, for programs; the page itself is built by bundle.mjs.
export { reportPage } from "./file/report-page.ts";
export { pageFiles, type PageFiles } from "./http/page-files.ts";
export { pageHeaders } from "./http/page-headers.ts";
export { startDashboard, type Dashboard } from "./http/start-dashboard.ts";
export type { ApiReply, ApiRequest } from "./protocol/api.ts";
export type { FromPage, PageState, ToPage } from "./protocol/editor-messages.ts";
export { answerApi, askApi } from "./server/answer-api.ts";
export type { DashboardAnswers } from "./server/dashboard-answers.ts";
export { errorReply, refused } from "./server/error-reply.ts";
export { inTurn, type InTurn } from "./server/in-turn.ts";
