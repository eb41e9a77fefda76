import type { InsiderAnswer } from '../filings/contract.ts';
import { PROSPECT_FIELDS, type ProspectField } from '../prospects/contract.ts';
import { FIELD_HEADERS } from '../prospects/header-contract.ts';
import type { FieldValue, Profile } from '../prospects/profile-contract.ts';

/** A dossier before it is laid out: pieces in reading order. */
export type Block =
  | { kind: 'title'; text: string; about: string }
  | { kind: 'heading'; text: string }
  | { kind: 'fact'; label: string; value: string; note: string }
  | { kind: 'text'; text: string }
  | { kind: 'item'; text: string; note?: string }
  | { kind: 'small'; text: string };

/** Trades of a dossier at most: it is read, not searched. What is left out is said. */
export const TRADES_MAX = 25;
const DAY_MS = 24 * 3600 * 1000;

const SOURCE_NAMES: Record<FieldValue['source'], string> = {
  apollo: 'Apollo',
  exa: 'Exa',
  contactout: 'ContactOut',
  edgar: 'SEC EDGAR',
  claude: 'Claude',
  import: 'Import',
  member: 'Typed or chosen by a member',
};

const day = (moment: string): string => moment.slice(0, 10);

/** `today`, `1 day old`, `12 days old` */
const age = (moment: string, now: number): string => {
  const days = Math.max(0, Math.floor((now - Date.parse(moment)) / DAY_MS));
  return days === 0 ? 'today' : `${days} ${days === 1 ? 'day' : 'days'} old`;
};

const grouped = (figure: string): string => {
  const [whole = '', fraction] = figure.split('.');
  const parts = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? parts : `${parts}.${fraction}`;
};
const usd = (figure: string | null): string => (figure === null ? 'no price' : `$${grouped(figure)}`);

const isOwn = (field: string): field is ProspectField => (PROSPECT_FIELDS as readonly string[]).includes(field);

/** `insiderRole` → `Insider role` */
const labelOf = (field: string): string => {
  if (isOwn(field)) return FIELD_HEADERS[field];
  const words = field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const noteOf = (value: FieldValue, now: number): string =>
  [
    SOURCE_NAMES[value.source],
    day(value.fetchedAt),
    age(value.fetchedAt, now),
    `confidence ${Math.round(value.confidence * 100)} %`,
    ...(value.verified ? ['verified by the source'] : []),
    ...(value.expiresAt !== null && Date.parse(value.expiresAt) < now ? ['counts as old'] : []),
    ...(value.accession === null ? [] : [`filing ${value.accession}`]),
  ].join(' · ');

const facts = ({ fields, prospect }: Profile, now: number): Block[] => {
  const chosen = fields.filter((value) => value.chosen);
  const blocks = chosen.map((value): Block => {
    const text = value.field === 'netWorth' ? usd(value.value) : value.value;
    const others = fields.filter((other) => other.field === value.field && other.conflict);
    const differ = [...new Set(others.map((other) => SOURCE_NAMES[other.source]))];
    const note = noteOf(value, now) + (differ.length > 0 ? ` · otherwise: ${differ.join(', ')}` : '');
    return { kind: 'fact', label: labelOf(value.field), value: text, note };
  });
  const custom = Object.entries(prospect.custom).map(
    ([label, value]): Block => ({ kind: 'fact', label, value: String(value), note: 'Custom value of the workspace' }),
  );
  return [...blocks, ...custom];
};

/** What the summary rests on, numbered in the order in which it is cited. */
const citations = ({ fields, enrichment }: Profile, now: number) => {
  const numbers = new Map<string, number>();
  const words = (id: string): string => {
    const value = fields.find(({ evidenceId }) => evidenceId === id);
    if (value)
      return `${labelOf(value.field)}: ${value.value} (${noteOf(value, now)})${value.sourceUrl ? ` ${value.sourceUrl}` : ''}`;
    const signal = enrichment.signals.find((one) => one.id === id);
    if (!signal) return 'No longer in the profile';
    return `${signal.title} (${[SOURCE_NAMES[signal.source], signal.date].filter(Boolean).join(' · ')})${signal.url ? ` ${signal.url}` : ''}`;
  };
  return {
    mark: (evidence: readonly string[]): string => {
      const marks = evidence.map((id) => {
        if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
        return numbers.get(id);
      });
      return marks.length === 0 ? '' : ` [${marks.join(', ')}]`;
    },
    list: (): Block[] => [...numbers].map(([id, n]) => ({ kind: 'small', text: `[${n}] ${words(id)}` })),
  };
};

const summaryOf = (profile: Profile, now: number): Block[] => {
  const { summary, summaryState } = profile.enrichment;
  if (summary === null) {
    return [
      { kind: 'heading', text: 'Summary' },
      { kind: 'text', text: summaryState.reason ?? 'None has been written yet.' },
    ];
  }
  const cite = citations(profile, now);
  const said = summary.sentences.map(({ text, evidence }) => text + cite.mark(evidence)).join(' ');
  const part = (text: string, items: typeof summary.sentences): Block[] =>
    items.length === 0
      ? []
      : [
          { kind: 'heading', text },
          ...items.map((item): Block => ({ kind: 'item', text: item.text + cite.mark(item.evidence) })),
        ];
  const parts = [
    { kind: 'heading', text: 'Summary' } as const,
    { kind: 'text', text: said } as const,
    ...part('Talking points', summary.talkingPoints),
    ...part('Signals of wealth', summary.wealthSignals),
  ];
  const unknown = summary.unknowns.length > 0 ? `Not known: ${summary.unknowns.join(', ')}. ` : '';
  const stale = summaryState.state === 'stale' ? 'The facts have changed since. ' : '';
  return [
    ...parts,
    {
      kind: 'small',
      text: `${unknown}${stale}Written by ${summary.model} on ${day(summary.generatedAt)} (${age(summary.generatedAt, now)}) of the facts cited; check them before you rely on it.`,
    },
    { kind: 'heading', text: 'What the summary rests on' },
    ...cite.list(),
  ];
};

const tradesOf = (insider: InsiderAnswer): Block[] => {
  const { identity, transactions, filings } = insider;
  if (identity === 'none') return [];
  const head: Block = { kind: 'heading', text: 'Insider trades' };
  if (identity === 'unproven') {
    return [head, { kind: 'text', text: 'A filer may be this person. Until somebody confirms it, nothing is shown.' }];
  }
  const items = transactions.items.slice(0, TRADES_MAX).map((trade): Block => {
    const what = [
      trade.date ?? 'no date',
      trade.codeMeaning,
      trade.issuer.name,
      `${trade.shares === null ? 'unknown number' : grouped(trade.shares)} ${trade.security}`,
      trade.price === null ? 'no price' : `at ${usd(trade.price)}`,
      ...(trade.value === null ? [] : [`= ${usd(trade.value)}`]),
      ...(trade.plan ? ['10b5-1 plan'] : []),
    ];
    return { kind: 'item', text: what.join(' · '), note: `Form ${trade.form}, ${trade.accession}: ${trade.url}` };
  });
  const more = transactions.nextCursor !== null || transactions.items.length > TRADES_MAX;
  const unread = filings.complete ? '' : ` ${filings.read} of ${filings.known} filings are read so far.`;
  return [
    head,
    ...(items.length === 0 ? [{ kind: 'text' as const, text: 'None is filed.' }] : items),
    {
      kind: 'small',
      text: `From Forms 3, 4 and 5 at the SEC.${more ? ` The newest ${items.length}; there are more.` : ''}${unread}`,
    },
  ];
};

const REASONS: Record<NonNullable<InsiderAnswer['wealth']['inputs'][number]['reason']>, string> = {
  indirect: 'held indirectly',
  old: 'filed more than two years ago',
  left: 'no longer reports for the issuer',
  no_price: 'no filed price',
  switched_off: 'switched off',
};

const wealthOf = ({ identity, wealth }: InsiderAnswer): Block[] => {
  if (identity !== 'counted') return [];
  return [
    { kind: 'heading', text: 'What filed shares are worth' },
    { kind: 'text', text: wealth.formula },
    ...wealth.inputs.map(
      (input): Block => ({
        kind: 'item',
        text: `${input.issuer.name}, ${input.security}: ${grouped(input.shares)} (${input.sharesDate}) × ${usd(input.price)}${input.priceDate ? ` (${input.priceDate})` : ''} = ${input.value === null ? 'unknown' : usd(input.value)}${input.reason === null ? '' : `, not counted: ${REASONS[input.reason]}`}`,
        note: input.sharesUrl,
      }),
    ),
    {
      kind: 'small',
      text: 'Filed shares at filed prices. Of what is not filed it says nothing: it is a floor, not a net worth.',
    },
  ];
};

/** What a dossier says, of a profile and of what was filed. `now` in milliseconds since the epoch. */
export const dossierOf = (profile: Profile, insider: InsiderAnswer, now: number): Block[] => {
  const { name, title, company, notes } = profile.prospect;
  return [
    { kind: 'title', text: name, about: [title, company].filter(Boolean).join(' · ') },
    ...summaryOf(profile, now),
    { kind: 'heading', text: 'What is known' },
    ...facts(profile, now).filter((block) => block.kind !== 'fact' || block.label !== FIELD_HEADERS.notes),
    ...wealthOf(insider),
    ...tradesOf(insider),
    ...(notes === null
      ? []
      : [
          { kind: 'heading' as const, text: 'Notes' },
          { kind: 'text' as const, text: notes },
        ]),
  ];
};
