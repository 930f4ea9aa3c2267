export { Guard } from "./Guard.ts";
