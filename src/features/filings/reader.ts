import { readDecimal } from './decimal.ts';
import type { Node } from './xml-tree.ts';

/** Takes values out of elements and marks what it took. A value that cannot be read stays unread, and so is told. */

/** `0`, `1`, `true`, `false` (xs:boolean), and the same in capitals. */
export const flagOf = (text: string): boolean | undefined => {
  if (/^(?:1|true)$/i.test(text)) return true;
  return /^(?:0|false)$/i.test(text) ? false : undefined;
};

const DAY = /^(\d{4}-\d{2}-\d{2})(?:T00:00:00(?:\.0+)?)?(Z|[+-]\d{2}:\d{2})?$/;

/** A day (xs:date) and its zone, which does not move it: 2025-01-02-05:00 is the second of January. */
export const dayAndZone = (text: string): { day: string; zone: string | null } | undefined => {
  const [, day = '', zone = null] = DAY.exec(text) ?? [];
  const time = Date.parse(`${day}T00:00:00Z`);
  // Date.parse takes the 31st of any month in its stride.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) return undefined;
  return { day, zone };
};

/** The digits as they are printed, without group commas; undefined for what is no plain figure. */
export const figureOf = (text: string): string | undefined =>
  readDecimal(text) === undefined ? undefined : text.replaceAll(',', '').replace(/^\./, '0.');

export const paddedCik = (text: string | null): string =>
  text !== null && /^\d{1,10}$/.test(text) ? text.padStart(10, '0') : '';

export class Reader {
  readonly #node: Node | undefined;
  constructor(node: Node | undefined) {
    this.#node = node;
    if (node) node.read = true;
  }

  #find(name: string): Node | undefined {
    const found = this.#node?.children.find((child) => child.name === name);
    if (found) found.asked = true;
    return found;
  }

  group(name: string): Reader {
    return new Reader(this.#find(name));
  }

  /** All elements of these names, in the order of the document. */
  children(names: readonly string[]): Node[] {
    const found = this.#node?.children.filter((child) => names.includes(child.name)) ?? [];
    for (const child of found) child.read = true;
    return found;
  }

  /** The text of an element; null where it is missing or empty. An empty element is read: it says nothing. */
  text(name: string): string | null {
    return this.as(name, (text) => text);
  }

  /** `<name>…</name>` or `<name><value>…</value></name>`, as something else; what it cannot be stays unread. */
  as<T>(name: string, parse: (text: string) => T | undefined): T | null {
    const node = this.#find(name);
    if (!node) return null;
    const value = node.children.find((child) => child.name === 'value');
    const holder = value ?? node;
    if (holder.text === '') {
      node.read = true;
      if (value) value.read = true;
      return null;
    }
    const parsed = parse(holder.text);
    holder.asked = true;
    if (value) node.read = true;
    if (parsed === undefined) return null;
    holder.read = true;
    return parsed;
  }

  /** The same, with the footnotes that stand in the element put under its name in `notes`. */
  noted(name: string, notes: Record<string, string[]>): string | null {
    const text = this.text(name);
    takeNotes(this.#find(name), notes);
    return text;
  }

  /** Takes the footnotes that stand in an element of this name. */
  notesOf(name: string, notes: Record<string, string[]>): void {
    takeNotes(this.#find(name), notes);
  }

  /** Takes the footnotes that stand beside the children of this element. */
  ownNotes(notes: Record<string, string[]>): void {
    takeNotes(this.#node, notes);
  }
}

const takeNotes = (node: Node | undefined, notes: Record<string, string[]>): void => {
  if (!node) return;
  const ids = node.children.filter(({ name, attributes }) => name === 'footnoteId' && attributes.id);
  if (ids.length === 0) return;
  node.read = true;
  notes[node.name] = ids.map((child) => {
    child.read = true;
    return child.attributes.id ?? '';
  });
};
