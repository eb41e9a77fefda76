import type { MatchEvidence } from '../../prospects/profile-contract.ts';

export type Found = MatchEvidence & { key?: boolean; veto?: boolean; proof?: boolean };

export const plain = ({ kind, weight, words }: Found): MatchEvidence => ({
  kind,
  weight: Math.round(weight * 10) / 10,
  words,
});

export const sumOf = (evidence: readonly MatchEvidence[]): number =>
  Math.round(evidence.reduce((sum, { weight }) => sum + weight, 0) * 10) / 10;
