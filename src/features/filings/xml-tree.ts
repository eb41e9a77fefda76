import { XMLParser, XMLValidator } from 'fast-xml-parser';

/**
 * An XML text as a tree that knows which of its parts were read, so that what nobody read can be named. Only what an
 * ownership document may be is let in: no document type (and so no entities of its own), bounded size and depth.
 */

/** Largest document read, in characters: the largest of EDGAR's own limits (30 lines a table, 99 footnotes) is 300 KB. */
export const XML_CHARS_MAX = 2_000_000;
/** Deepest nesting: the schema's own is 7. */
const DEPTH_MAX = 16;

export const FAULTS = ['too_large', 'forbidden', 'malformed', 'not_ownership', 'incomplete'] as const;
export type Fault = (typeof FAULTS)[number];

/**
 * Why a text is no document that can be read: `too_large`; `forbidden`, it declares a document type or entities;
 * `malformed`, it is no whole XML; `not_ownership`, it is something else; `incomplete`, what every filing names is missing.
 */
export class OwnershipError extends Error {
  readonly fault: Fault;
  constructor(fault: Fault, message: string) {
    super(message);
    this.name = 'OwnershipError';
    this.fault = fault;
  }
}

/** One element. `asked` says that a reader looked for it, `read` that its value is in the result. */
export type Node = {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: Node[];
  text: string;
  asked: boolean;
  read: boolean;
};

const TEXT = '#text';
const CDATA = '#cdata';
const ATTRIBUTES = ':@';

const parser = new XMLParser({
  preserveOrder: true,
  // Numbers stay as they are printed: a CIK keeps its zeros, and no share count passes through a float.
  parseTagValue: false,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  cdataPropName: CDATA,
  // Decoded here, strictly and without the limits that a whole document of footnotes would meet.
  processEntities: false,
  maxNestedTags: DEPTH_MAX,
});

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{1,8}));|&/gi;

/** References to characters (XML 1.0, 4.1) and the five names; another is an entity that nobody declared. */
const decode = (text: string): string => {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (all, decimal?: string, hex?: string, name?: string) => {
    const named = name === undefined ? undefined : NAMED[name];
    if (named !== undefined) return named;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    const isChar =
      code === 9 ||
      code === 10 ||
      code === 13 ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd);
    if (isChar || (code >= 0x10000 && code <= 0x10ffff)) return String.fromCodePoint(code);
    throw new OwnershipError('malformed', `The document refers to ${all.slice(0, 20)}, which it may not.`);
  });
};

type Raw = Record<string, unknown>;

const textIn = (items: readonly Raw[]): string => items.map((item) => String(item[TEXT] ?? '')).join('');

const nodeOf = (name: string, raw: Raw): Node => {
  const items = raw[name] as Raw[];
  const attributes: Record<string, string> = {};
  for (const [key, value] of Object.entries((raw[ATTRIBUTES] ?? {}) as Record<string, string>)) {
    attributes[key] = decode(value);
  }
  // No filing uses prefixes; where one did, they would tell nothing.
  const local = name.slice(name.indexOf(':') + 1);
  const node: Node = { name: local, attributes, children: [], text: '', asked: false, read: false };
  for (const item of items) {
    if (TEXT in item) node.text += decode(String(item[TEXT]));
    else if (CDATA in item) node.text += textIn(item[CDATA] as Raw[]);
    else {
      const child = Object.keys(item).find((key) => key !== ATTRIBUTES);
      if (child !== undefined && !child.startsWith('?')) node.children.push(nodeOf(child, item));
    }
  }
  node.text = node.text.trim();
  return node;
};

/** The root element. Throws OwnershipError for what is no whole, plain XML document. */
export const readTree = (xml: string): Node => {
  if (xml.length > XML_CHARS_MAX) throw new OwnershipError('too_large', 'The document is too large.');
  const text = xml.replace(/^\uFEFF/, '').trimStart();
  if (text.trim() === '') throw new OwnershipError('malformed', 'The document is empty.');
  // Before anything is parsed: neither bombs nor outside files can be declared in what has no document type.
  if (/<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(text))
    throw new OwnershipError('forbidden', 'The document declares a document type or entities.');
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    const { msg, line } = valid.err;
    throw new OwnershipError('malformed', `The document is no whole XML: ${msg} (line ${line})`.slice(0, 300));
  }
  let items: Raw[];
  try {
    items = parser.parse(text) as Raw[];
  } catch (error) {
    throw new OwnershipError('malformed', `The document cannot be read: ${(error as Error).message}`.slice(0, 300));
  }
  const roots = items.flatMap((item) =>
    Object.keys(item)
      .filter((key) => key !== ATTRIBUTES && key !== TEXT && !key.startsWith('?'))
      .map((key) => nodeOf(key, item)),
  );
  const [root] = roots;
  if (!root || roots.length > 1) throw new OwnershipError('malformed', 'The document is no whole XML: no single root.');
  return root;
};

/**
 * What nobody read: the path of an element with its text, in the order of the document; `asked` where it was looked for
 * and its value could not be read. Words between elements stand under `text()`, once for the whole document.
 */
export type Unread = { path: string; text: string; asked: boolean };

/** Longest text kept of what nobody reads. */
const UNREAD_CHARS_MAX = 500;

export const unreadOf = (root: Node): Unread[] => {
  const found: Unread[] = [];
  const between: string[] = [];
  const walk = (node: Node, path: string): void => {
    if (!node.read) {
      found.push({ path, text: wholeText(node).slice(0, UNREAD_CHARS_MAX), asked: node.asked });
      return;
    }
    const nth = new Map<string, number>();
    for (const child of node.children) {
      const at = (nth.get(child.name) ?? 0) + 1;
      nth.set(child.name, at);
      walk(child, `${path}/${child.name}${at > 1 ? `[${at}]` : ''}`);
    }
    if (node.children.length > 0 && node.text !== '') between.push(node.text);
  };
  walk(root, root.name);
  if (between.length > 0)
    found.push({ path: 'text()', text: between.join(' ').slice(0, UNREAD_CHARS_MAX), asked: false });
  return found;
};

const wholeText = (node: Node): string =>
  [node.text, ...Object.values(node.attributes), ...node.children.map(wholeText)]
    .filter((text) => text !== '')
    .join(' ');
