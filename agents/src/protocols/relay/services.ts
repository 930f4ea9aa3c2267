import type { Address } from "viem";
import type { GroupCommit } from "../../database/index.ts";
import type { AnswerDesk, CustodyDesk, MailboxStore } from "../../mailbox/index.ts";
import type { VoucherDesk } from "../../payments/index.ts";
import type { EdgeView } from "../EdgeView.ts";
import type { Guard } from "../guard/index.ts";
import type { ReplicaPool } from "../replica/index.ts";
import type { Followers } from "./Followers.ts";
import type { NonceWindow } from "./NonceWindow.ts";
import type { Responsibility } from "./Responsibility.ts";

/** Counted where it happens. */
export type RelayCounters = {
  deposited(bytes: number): void;
  passed(bytes: number): void;
  fetched(messages: number): void;
  paid(): void;
};

/** What relay streams work with; one for the whole Edge. */
export type RelayServices = {
  edge: Address;
  view: EdgeView;
  commit: GroupCommit;
  store: MailboxStore;
  custody: CustodyDesk;
  answers: AnswerDesk;
  vouchers: VoucherDesk;
  responsibility: Responsibility;
  followers: Followers;
  nonces: NonceWindow;
  replicas: ReplicaPool;
  guard: Guard;
  counters: RelayCounters;
};
