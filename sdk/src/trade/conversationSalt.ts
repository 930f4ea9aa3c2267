import { concat, type Hex, isHex, keccak256, size, toHex } from "viem";
import { SendingError } from "../errors/index.ts";

/**
 * Salt of an order that is offered in a conversation: keccak256(conversationId ‖ messageId ‖ random), 32
 * bytes each. Whoever knows all three can show where an order came from; nobody else can tell.
 * Throws INVALID_SALT.
 */
export function conversationSalt(parameters: {
  conversationId: Hex;
  messageId: Hex;
  /** By default drawn. */
  random?: Hex | undefined;
}): { salt: Hex; random: Hex } {
  const { conversationId, messageId } = parameters;
  const random = parameters.random ?? toHex(crypto.getRandomValues(new Uint8Array(32)));
  const words = [conversationId, messageId, random];
  if (words.some((word) => !isHex(word) || size(word) !== 32)) {
    throw new SendingError("A salt is made of three values of 32 bytes.", { code: "INVALID_SALT" });
  }
  return { salt: keccak256(concat(words)), random };
}
