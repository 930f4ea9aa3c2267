export { type CancelProposalParameters, cancelProposal } from "./cancelProposal.ts";
export { type CastVoteParameters, type CastVoteReturnType, castVote } from "./castVote.ts";
export { type DelegateVotesParameters, delegateVotes } from "./delegateVotes.ts";
export { type ExecuteProposalParameters, executeProposal } from "./executeProposal.ts";
export { getParameters, type ParameterState } from "./getParameters.ts";
export { getProposal, type Proposal, type ProposalState } from "./getProposal.ts";
export { type GetProposalsParameters, getProposals } from "./getProposals.ts";
export { type GetVetoTallyReturnType, getVetoTally } from "./getVetoTally.ts";
export { type GetVotesReturnType, getVotes } from "./getVotes.ts";
export { operationOf } from "./operationOf.ts";
export { type ParameterChanges, parameterCall } from "./parameterCall.ts";
export {
  type ProposedCall,
  type ProposeParameters,
  type ProposeReturnType,
  propose,
} from "./propose.ts";
export { type ProposeParametersParameters, proposeParameters } from "./proposeParameters.ts";
export { type QueueProposalParameters, queueProposal } from "./queueProposal.ts";
export { type SendSignedVoteParameters, sendSignedVote } from "./sendSignedVote.ts";
export { type SignedVote, type SignVoteParameters, signVote } from "./signVote.ts";
export { type Support, supports } from "./support.ts";
export { type OnTrack, type Track, tracks } from "./tracks.ts";
export {
  type VetoOperationParameters,
  type VetoOperationReturnType,
  vetoOperation,
} from "./vetoOperation.ts";
export { type WithdrawVetoParameters, withdrawVeto } from "./withdrawVeto.ts";
