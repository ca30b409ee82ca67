import type { FactOf } from '../../facts/shape.js';
import { needs } from '../../facts/storeFacts.js';
import type { Knowledge } from '../knowledge.js';

/** One reason to think that a data set has a role. */
export interface Vote {
  readonly role: string;
  readonly weight: number;
  /** What speaks: for people. */
  readonly because: string;
  readonly by: 'name' | 'writer' | 'operations' | 'expiry' | 'source' | 'library' | 'connection' | 'schema' | 'comment';
}

export interface RoleFound {
  readonly role: string;
  readonly confidence: number;
  /** What most speaks for, believed or not. */
  readonly guess?: string;
}

/** What a role's votes must come to before it is believed outright. */
const enough = 0.8;
const mostByName = 0.4;
const believed = 0.5;
const decisive = 0.5;

/**
 * Decision 9: the winner's share of the votes, less when there is little evidence in all. What names alone suggest stays
 * below what is believed. Of equal roles the one first voted for wins.
 */
export function decideRole(votes: readonly Vote[]): RoleFound {
  const weights = new Map<string, number>();
  for (const { role, weight } of votes) weights.set(role, (weights.get(role) ?? 0) + weight);
  let total = 0;
  let winner: { readonly role: string; readonly weight: number } | undefined;
  for (const [role, weight] of weights) {
    total += weight;
    if (!winner || weight > winner.weight) winner = { role, weight };
  }
  if (!winner || total === 0) return { role: 'unknown', confidence: 0 };
  const { role, weight } = winner;
  const share = (weight / total) * Math.min(1, weight / enough);
  const isByName = votes.every(vote => vote.role !== role || vote.by === 'name' || vote.by === 'connection');
  const confidence = Math.round((isByName ? Math.min(share, mostByName) : share) * 100) / 100;
  return { role: confidence < believed ? 'unknown' : role, confidence, guess: role };
}

/** A library that serves one use, whatever the name: queues are named for what their jobs are about. A command that does, against a weak word. */
export function isDecided(votes: readonly Vote[], isWeak: boolean): boolean {
  return votes.some(({ weight, by }) => weight >= decisive && (by === 'library' || (by === 'operations' && isWeak)));
}

export type Needs = FactOf<typeof needs>;

/** What a role must be given by default, with what is declared in its place. */
export function needsOf(role: string, declared: Readonly<Record<string, string | undefined>>, { roles }: Knowledge): Needs {
  const given = { ...roles[role]?.needs, ...declared };
  return Object.fromEntries(Object.keys(needs.fields).flatMap(axis => (given[axis] === undefined ? [] : [[axis, given[axis]]])));
}

/** Roles whose data may live for so long. */
export function rolesOfExpiry(seconds: number): readonly string[] {
  if (seconds <= 60) return ['lock', 'rate-limit', 'presence', 'cache', 'one-time-token', 'idempotency'];
  if (seconds <= 2 * 3600) return ['cache', 'one-time-token', 'rate-limit', 'lock', 'session', 'idempotency', 'presence', 'time-series-hot'];
  if (seconds <= 45 * 86400) return ['session', 'idempotency', 'cache', 'one-time-token', 'rate-limit', 'time-series-hot'];
  return [];
}
