/** What the benchmarks found: printed as they go, and kept as JSON for comparing. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH_DIR } from './database.ts';

export type Cell = string | number;

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  /** As many cells a row as there are columns. */
  readonly rows: readonly (readonly Cell[])[];
  /** What a reader has to know to take the figures for what they are. */
  readonly notes?: readonly string[];
}

export class Report {
  readonly #tables: Table[] = [];
  readonly #conditions: Readonly<Record<string, string>>;

  constructor(conditions: Readonly<Record<string, string>>) {
    this.#conditions = conditions;
    for (const [name, value] of Object.entries(conditions)) console.log(`${name.padEnd(12)} ${value}`);
  }

  add(table: Table): void {
    this.#tables.push(table);
    console.log(`\n${asText(table)}`);
    this.#write();
  }

  /** After every table: a run that is broken off has not been for nothing. */
  #write(): void {
    mkdirSync(BENCH_DIR, { recursive: true });
    const all = { conditions: this.#conditions, tables: this.#tables };
    writeFileSync(join(BENCH_DIR, 'results.json'), `${JSON.stringify(all, null, 2)}\n`);
  }
}

/** A table of Markdown, its columns in line for reading as it stands. */
function asText({ title, columns, rows, notes = [] }: Table): string {
  const texts = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_, at) => Math.max(3, ...texts.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = texts;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [title, '', line(head), rule, ...body.map(line), '', ...notes].join('\n').trimEnd();
}
