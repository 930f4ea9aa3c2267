export { GroupCommit, type Participant } from "./GroupCommit.ts";
export { openDatabase } from "./openDatabase.ts";
