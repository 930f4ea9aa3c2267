import * as beacon from "./beacon/index.ts";
import type { SendingContext } from "./calls/context.ts";
import type { ContractCall } from "./calls/contractCall.ts";
import { estimateCall } from "./calls/estimateCall.ts";
import { sendBatch } from "./calls/sendBatch.ts";
import { sendCall } from "./calls/sendCall.ts";
import { addDevice } from "./did/addDevice.ts";
import { authorizeSessionKey } from "./did/authorizeSessionKey.ts";
import { bumpNonce } from "./did/bumpNonce.ts";
import { cancelConsents } from "./did/cancelConsents.ts";
import { cancelRecovery } from "./did/cancelRecovery.ts";
import { clearPrimary } from "./did/clearPrimary.ts";
import { createDid } from "./did/createDid.ts";
import { finishRecovery } from "./did/finishRecovery.ts";
import { getDevice } from "./did/getDevice.ts";
import { getDid } from "./did/getDid.ts";
import { getDidsOf } from "./did/getDidsOf.ts";
import { getPrimary } from "./did/getPrimary.ts";
import { getSessionKey } from "./did/getSessionKey.ts";
import { isLinked } from "./did/isLinked.ts";
import { linkWallet } from "./did/linkWallet.ts";
import { removeDevice } from "./did/removeDevice.ts";
import { resolveDid } from "./did/resolveDid.ts";
import { revokeAttribute } from "./did/revokeAttribute.ts";
import { revokeSessionKey } from "./did/revokeSessionKey.ts";
import { setAttribute } from "./did/setAttribute.ts";
import { setPrimary } from "./did/setPrimary.ts";
import { setProfile } from "./did/setProfile.ts";
import { setRecovery } from "./did/setRecovery.ts";
import { startRecovery } from "./did/startRecovery.ts";
import { unlinkWallet } from "./did/unlinkWallet.ts";
import * as escrow from "./escrow/index.ts";
import { cancelProposal } from "./governance/cancelProposal.ts";
import { castVote } from "./governance/castVote.ts";
import { delegateVotes } from "./governance/delegateVotes.ts";
import { executeProposal } from "./governance/executeProposal.ts";
import { getParameters } from "./governance/getParameters.ts";
import { getProposal } from "./governance/getProposal.ts";
import { getProposals } from "./governance/getProposals.ts";
import { getVetoTally } from "./governance/getVetoTally.ts";
import { getVotes } from "./governance/getVotes.ts";
import { parameterCall } from "./governance/parameterCall.ts";
import { propose } from "./governance/propose.ts";
import { proposeParameters } from "./governance/proposeParameters.ts";
import { queueProposal } from "./governance/queueProposal.ts";
import { sendSignedVote } from "./governance/sendSignedVote.ts";
import { signVote } from "./governance/signVote.ts";
import { vetoOperation } from "./governance/vetoOperation.ts";
import { withdrawVeto } from "./governance/withdrawVeto.ts";
import * as license from "./license/index.ts";
import * as names from "./names/index.ts";
import { claimPoints } from "./points/claimPoints.ts";
import { convertPoints } from "./points/convertPoints.ts";
import { getPoints } from "./points/getPoints.ts";
import { returnUnclaimedPoints } from "./points/returnUnclaimedPoints.ts";
import { setPointsTerms } from "./points/setPointsTerms.ts";
import * as sale from "./sale/index.ts";
import * as settlement from "./settlement/index.ts";
import * as signed from "./signed/index.ts";
import * as space from "./space/index.ts";
import { addBond } from "./staking/addBond.ts";
import { claimAndDelegate, compound } from "./staking/compound.ts";
import { delegate } from "./staking/delegate.ts";
import { getCommission } from "./staking/getCommission.ts";
import { getDelegations, getUnbonding } from "./staking/getDelegations.ts";
import { getGuardianSet } from "./staking/getGuardianSet.ts";
import { getNode } from "./staking/getNode.ts";
import { getOffence } from "./staking/getOffence.ts";
import { getStakeApr } from "./staking/getStakeApr.ts";
import { leaveNode } from "./staking/leaveNode.ts";
import { redelegate } from "./staking/redelegate.ts";
import { registerNode } from "./staking/registerNode.ts";
import { rejoinNode } from "./staking/rejoinNode.ts";
import { rotateKeys } from "./staking/rotateKeys.ts";
import { setCommission } from "./staking/setCommission.ts";
import { setCompounding } from "./staking/setCompounding.ts";
import { setMultiaddrs } from "./staking/setMultiaddrs.ts";
import { settleDelegation } from "./staking/settleDelegation.ts";
import { undelegate } from "./staking/undelegate.ts";
import { withdrawBond } from "./staking/withdrawBond.ts";
import { withdrawUnbonded } from "./staking/withdrawUnbonded.ts";
import * as token from "./token/index.ts";
import * as trade from "./trade/index.ts";

const actions = {
  ...{ estimateCall, sendBatch, sendCall },
  ...beacon,
  ...{
    addDevice,
    authorizeSessionKey,
    bumpNonce,
    cancelConsents,
    cancelRecovery,
    clearPrimary,
    createDid,
    finishRecovery,
    getDevice,
    getDid,
    getDidsOf,
    getPrimary,
    getSessionKey,
    isLinked,
    linkWallet,
    removeDevice,
    resolveDid,
    revokeAttribute,
    revokeSessionKey,
    setAttribute,
    setPrimary,
    setProfile,
    setRecovery,
    startRecovery,
    unlinkWallet,
  },
  ...escrow,
  ...{
    cancelProposal,
    castVote,
    delegateVotes,
    executeProposal,
    getParameters,
    getProposal,
    getProposals,
    getVetoTally,
    getVotes,
    parameterCall,
    propose,
    proposeParameters,
    queueProposal,
    sendSignedVote,
    signVote,
    vetoOperation,
    withdrawVeto,
  },
  ...license,
  ...names,
  ...{ claimPoints, convertPoints, getPoints, returnUnclaimedPoints, setPointsTerms },
  ...sale,
  ...settlement,
  ...signed,
  ...space,
  ...{
    addBond,
    claimAndDelegate,
    compound,
    delegate,
    getCommission,
    getDelegations,
    getGuardianSet,
    getNode,
    getOffence,
    getStakeApr,
    getUnbonding,
    leaveNode,
    redelegate,
    registerNode,
    rejoinNode,
    rotateKeys,
    setCommission,
    setCompounding,
    setMultiaddrs,
    settleDelegation,
    undelegate,
    withdrawBond,
    withdrawUnbonded,
  },
  ...token,
  ...trade,
};

type Free<parameters extends unknown[], result> = (
  client: SendingContext,
  ...rest: parameters
) => result;

type BoundOne<action> = (action extends Free<infer parameters, infer result>
  ? (...rest: parameters) => result
  : never) &
  (action extends { call: Free<infer parameters, Promise<ContractCall>> }
    ? { call(...rest: parameters): Promise<ContractCall> }
    : unknown);

type Bound<table> = { [name in keyof table]: BoundOne<table[name]> };

/** Every action, as a method of the client. */
export type SendingActions = Bound<typeof actions>;

/** For `client.extend(sendingActions)`. */
export function sendingActions(client: SendingContext): SendingActions {
  const bind = (free: Free<[unknown?], unknown>) => (parameters?: unknown) =>
    free(client, parameters);
  const bound = Object.entries(actions).map(([name, action]) => {
    const method = bind(action as Free<[unknown?], unknown>);
    // Every function has an inherited `call`; an action that writes has one of its own.
    const own = Object.hasOwn(action, "call") ? { call: bind(action.call as never) } : {};
    return [name, Object.assign(method, own)] as const;
  });
  return Object.fromEntries(bound) as SendingActions;
}
