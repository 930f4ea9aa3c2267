import { int8 } from "ponder";

/** A count, a height or Unix seconds: up to 2^53, a number for readers. */
export const count = () => int8({ mode: "bigint" });
