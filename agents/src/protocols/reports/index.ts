export { type ReportsOptions, serveReports } from "./serveReports.ts";
export { submitReport } from "./submitReport.ts";
export { validReportsBefore } from "./validReports.ts";
export {
  type ReportChecks,
  type ReportStatement,
  type ReportView,
  verifyReport,
} from "./verifyReport.ts";
