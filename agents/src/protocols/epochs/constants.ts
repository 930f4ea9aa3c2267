/** Bytes of a data set in one answer: below the largest frame. */
export const PART_BYTES = 512 * 1024;

/** Largest data set that is fetched. */
export const MAX_DATA_BYTES = 256 * 1024 * 1024;

/** Where data sets are served over HTTP: this and their hash. */
export const HTTP_PREFIX = "/epochs/";
