import { readSettings } from "../settings.ts";

export const { deployment } = readSettings(process.env);
