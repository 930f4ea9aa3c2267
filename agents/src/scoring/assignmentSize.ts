import { MAX_ASSIGNMENT, REPORTS_PER_EDGE } from "./constants.ts";

/**
 * Number of Edges that each nullifier of an epoch tests: enough for nine reports an Edge.
 * @param activeEdges Edges at the start of the epoch.
 * @param validReports Reports that counted two epochs before; 0 also stands for "not known when the
 * epoch started".
 */
export function assignmentSize(activeEdges: number, validReports: number): number {
  const most = Math.min(activeEdges, MAX_ASSIGNMENT);
  if (most === 0 || validReports <= 0) return most;
  const wanted = Math.ceil((REPORTS_PER_EDGE * activeEdges) / validReports);
  return Math.min(Math.max(wanted, 1), most);
}
