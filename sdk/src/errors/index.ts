export { SendingError, type SendingErrorOptions } from "./SendingError.ts";
