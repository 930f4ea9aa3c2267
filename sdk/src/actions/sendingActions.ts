import * as beacon from "./beacon/index.ts";
import type { SendingContext } from "./calls/context.ts";
import { addDevice } from "./did/addDevice.ts";
import { createDid } from "./did/createDid.ts";
import { getDevice } from "./did/getDevice.ts";
import { getDid } from "./did/getDid.ts";
import { getDidsOf } from "./did/getDidsOf.ts";
import { isLinked } from "./did/isLinked.ts";
import { linkWallet } from "./did/linkWallet.ts";
import { removeDevice } from "./did/removeDevice.ts";
import { unlinkWallet } from "./did/unlinkWallet.ts";
import * as escrow from "./escrow/index.ts";
import * as license from "./license/index.ts";
import * as settlement from "./settlement/index.ts";
import { addBond } from "./staking/addBond.ts";
import { getGuardianSet } from "./staking/getGuardianSet.ts";
import { getNode } from "./staking/getNode.ts";
import { leaveNode } from "./staking/leaveNode.ts";
import { registerNode } from "./staking/registerNode.ts";
import { setMultiaddrs } from "./staking/setMultiaddrs.ts";
import { withdrawBond } from "./staking/withdrawBond.ts";
import * as token from "./token/index.ts";

const actions = {
  ...beacon,
  ...{
    addDevice,
    createDid,
    getDevice,
    getDid,
    getDidsOf,
    isLinked,
    linkWallet,
    removeDevice,
    unlinkWallet,
  },
  ...escrow,
  ...license,
  ...settlement,
  ...{ addBond, getGuardianSet, getNode, leaveNode, registerNode, setMultiaddrs, withdrawBond },
  ...token,
};

type Bound<table> = {
  [name in keyof table]: table[name] extends (
    client: SendingContext,
    ...rest: infer rest
  ) => infer r
    ? (...rest: rest) => r
    : never;
};

/** Every action, as a method of the client. */
export type SendingActions = Bound<typeof actions>;

/** For `client.extend(sendingActions)`. */
export function sendingActions(client: SendingContext): SendingActions {
  const bound = Object.entries(actions).map(([name, action]) => {
    const free = action as (client: SendingContext, parameters?: unknown) => unknown;
    return [name, (parameters?: unknown) => free(client, parameters)] as const;
  });
  return Object.fromEntries(bound) as SendingActions;
}
