export { fetchDataSet } from "./fetchDataSet.ts";
export { type EpochsOptions, serveEpochs } from "./serveEpochs.ts";
