export { DataSets } from "./DataSets.ts";
export { fetchDataSet } from "./fetchDataSet.ts";
export { serveEpochs } from "./serveEpochs.ts";
