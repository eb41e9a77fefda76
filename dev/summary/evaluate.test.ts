import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startProviders } from '../providers/server.ts';
import { readLabelled, scores, write } from './evaluate.ts';
import { reportScores } from './report.ts';

const labelled = readLabelled(readFileSync(join(import.meta.dirname, 'labelled.jsonl'), 'utf8'));
const share = (part: number, whole: number) => part / whole;

test('the labelled set is large, of two kinds, and cites only what it holds', () => {
  const pairs = labelled.filter(({ text }) => text !== undefined);
  assert.ok(pairs.length >= 200);
  assert.ok(pairs.filter(({ supported }) => supported).length >= 80);
  assert.ok(pairs.filter(({ supported }) => supported === false).length >= 100);
  for (const { id, cites, evidence } of pairs)
    for (const cite of cites)
      assert.ok(
        evidence.some((one) => one.id === cite),
        `${id} cites ${cite}`,
      );
});

test('the checker catches nearly every falsehood and keeps nearly all that is true', () => {
  const all = scores(labelled);
  assert.deepEqual(
    all.map(({ split }) => split),
    ['tuned', 'held out', 'together'],
  );
  for (const { split, kept, caught, dropped, passed } of all) {
    const least = split === 'held out' ? 0.85 : 0.97;
    assert.ok(
      share(caught, caught + passed.length) >= least,
      `${split}: ${passed.map(({ text }) => text).join(' | ')}`,
    );
    assert.ok(share(kept, kept + dropped.length) >= least, `${split}: ${dropped.map(({ text }) => text).join(' | ')}`);
    assert.ok(share(kept, kept + passed.length) >= 0.9, split);
  }
  assert.match(reportScores(all).join('\n'), /faithfulness[^\n]+%/);
});

test('a line of another hand may hold texts alone, and cites them all', () => {
  const [one] = readLabelled('{"evidence":["Ann Lee is CFO of Acme."],"sentence":"Ann Lee is CFO.","supported":true}');
  assert.deepEqual(
    [one?.cites, one?.text, one?.evidence[0]?.value],
    [['e1'], 'Ann Lee is CFO.', 'Ann Lee is CFO of Acme.'],
  );
  const [score] = scores(one ? [one, { ...one, text: 'Ann Lee is CEO.', supported: false }] : []);
  assert.deepEqual([score?.kept, score?.caught], [1, 1]);
});

test('a line that is none is named, and an empty set has no scores', () => {
  assert.throws(() => readLabelled('{"id":1}'), /^Error: Line 1: /);
  assert.deepEqual(scores([]), []);
});

test('a model writes about each person once, and what it invents is counted as dropped', async () => {
  const providers = await startProviders();
  try {
    const settings = { ANTHROPIC_URL: `${providers.url}/anthropic`, ANTHROPIC_MODEL: 'claude-haiku-4-5' };
    const written = await write(settings, 'local-evaluation', labelled.slice(0, 60));
    assert.equal(written.people, providers.calls().length);
    assert.ok(written.standing > written.people);
    assert.equal(written.claims, written.standing + written.dropped);
    assert.ok(written.cited > 0 && written.cited <= written.given);
  } finally {
    await providers.stop();
  }
});
