export { DataSets, type DataSetsOptions } from "./DataSets.ts";
export { fetchDataSet } from "./fetchDataSet.ts";
export { type EpochsOptions, serveEpochs } from "./serveEpochs.ts";
