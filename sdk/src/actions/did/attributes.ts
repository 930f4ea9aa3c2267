import { bytesToHex, type Hex, stringToHex } from "viem";
import { SendingError } from "../../errors/index.ts";

const NAME_BYTES = 32;

/** An attribute: pairs of one name and different values stand side by side. */
export type Attribute = {
  /** At most 32 bytes of UTF-8, such as `did/svc/<type>` for a service. */
  name: string;
  /** Text is written as UTF-8. */
  value: string | Uint8Array;
};

/** Name and value as the contract takes them. Throws INVALID_ATTRIBUTE. */
export function attributeArgs({ name, value }: Attribute): [Hex, Hex] {
  const bytes = new TextEncoder().encode(name);
  if (bytes.length === 0 || bytes.length > NAME_BYTES || bytes.includes(0)) {
    throw new SendingError(`An attribute's name has 1 to ${NAME_BYTES} bytes, none of them zero.`, {
      code: "INVALID_ATTRIBUTE",
      details: name,
    });
  }
  const text = typeof value === "string" ? stringToHex(value) : bytesToHex(value);
  return [stringToHex(name, { size: NAME_BYTES }), text];
}
