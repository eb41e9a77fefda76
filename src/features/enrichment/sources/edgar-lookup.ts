import { nameWords, sameName } from '../identity/first-look.ts';
import type { Facts } from './types.ts';

/** Family names that begin with a particle keep it: EDGAR files `von Koskull Casper` under von. */
const PARTICLES = new Set('van von de der den del della di da dos du la le st mac mc al el bin ibn ter ten'.split(' '));
/** Namesakes looked at. A name that more insiders share is not settled by guessing. */
export const NAMESAKES_MAX = 3;

/**
 * How EDGAR may have the name: people are filed as family name, given name. A name with several parts is also tried as
 * it stands, because lists made from filings already have that order.
 */
export const searchNames = (prospect: Pick<Facts, 'name' | 'firstName' | 'lastName'>): string[] => {
  const plain = (text: string): string =>
    text
      .replace(/[’`´]/g, "'")
      .replace(/[",.()]/g, ' ')
      .trim();
  const parts = plain(prospect.name).split(/\s+/);
  const counting = parts.filter((part) => nameWords(part).length > 0 && nameWords(`x ${part}`).length > 1);
  if (counting.length < 2) return [];
  const tail = counting.slice(1);
  const from = tail.findIndex((part) => PARTICLES.has(part.toLowerCase()));
  const family = plain(prospect.lastName ?? '') || (from === -1 ? (tail.at(-1) ?? '') : tail.slice(from).join(' '));
  const given = plain(prospect.firstName ?? '') || (counting[0] ?? '');
  return [...new Set([`${family} ${given}`, counting.slice(0, 2).join(' ')])];
};

/** CIKs of a company-search feed (`browse-edgar?action=getcompany&output=atom`), ten digits each, best first. */
export const ciksInFeed = (feed: string): string[] => {
  const all = [...feed.matchAll(/<cik>\s*(\d{1,10})\s*<\/cik>/gi)].map(([, cik = '']) => cik.padStart(10, '0'));
  return [...new Set(all)];
};

/** Whether a filer may be the prospect, by name alone; the employer must still agree. */
export const mayBe = (prospect: Pick<Facts, 'name'>, filer: string): boolean => sameName(prospect.name, filer);
