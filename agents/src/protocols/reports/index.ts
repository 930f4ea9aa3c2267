export { serveReports } from "./serveReports.ts";
export { submitReport } from "./submitReport.ts";
export { validReportsBefore } from "./validReports.ts";
export {
  type ReportChecks,
  type ReportStatement,
  verifyReport,
} from "./verifyReport.ts";
