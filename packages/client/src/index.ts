export { apiVersion } from "@meshaudit/core";
