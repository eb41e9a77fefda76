/** Keys whose values are prose or samples: left out, since they use parts of YAML that this reader does not know. */
const LEFT_OUT = new Set(['description', 'example', 'x-codeSamples', 'source']);

interface Line {
  indent: number;
  text: string;
}

/** Lines that matter, with flow lists (`[a, b]`) over several lines joined into one. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let skipBelow: number | null = null;
  let flow: Line | null = null;
  for (const raw of text.split('\n')) {
    const content = raw.trim();
    const indent = raw.length - raw.trimStart().length;
    if (content === '' || content.startsWith('#')) continue;
    if (skipBelow !== null && indent > skipBelow) continue;
    skipBelow = null;
    if (flow !== null) {
      flow.text += ` ${content}`;
      if (content.endsWith(']')) flow = null;
      continue;
    }
    const key = /^(?:- )?([\w$-]+):/.exec(content)?.[1];
    if (key !== undefined && LEFT_OUT.has(key) && !content.startsWith('- ')) {
      skipBelow = indent;
      continue;
    }
    const line = { indent, text: content };
    const opens = /(^|: )\[/.test(content) && !content.endsWith(']');
    const previous = lines.at(-1);
    if (content.startsWith('[') && previous?.text.endsWith(':')) {
      previous.text += ` ${content}`;
      if (opens) flow = previous;
      continue;
    }
    lines.push(line);
    if (opens) flow = line;
  }
  return lines;
}

function scalar(text: string): unknown {
  if (text.startsWith('[')) {
    return text
      .slice(1, -1)
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map(scalar);
  }
  if (text === '{}') return {};
  if (/^(".*"|'.*')$/.test(text)) return text.slice(1, -1);
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** Reads the part of YAML that an OpenAPI file is written in: nested maps and lists, plain scalars, flow lists. */
export function readYaml(text: string): unknown {
  const lines = linesOf(text);
  let at = 0;
  const block = (indent: number): unknown => {
    const first = lines[at];
    if (first === undefined || first.indent < indent) return null;
    const own = first.indent;
    if (first.text.startsWith('- ') || first.text === '-') {
      const items: unknown[] = [];
      for (
        let line = lines[at];
        line !== undefined && line.indent === own && /^-( |$)/.test(line.text);
        line = lines[at]
      ) {
        const rest = line.text.slice(1).trim();
        if (/^["']?[\w$/-]+["']?:( |$)/.test(rest)) {
          lines[at] = { indent: own + 2, text: rest };
          items.push(block(own + 2));
        } else {
          at += 1;
          items.push(rest === '' ? block(own + 1) : scalar(rest));
        }
      }
      return items;
    }
    const map: Record<string, unknown> = {};
    for (
      let line = lines[at];
      line !== undefined && line.indent === own && !line.text.startsWith('- ');
      line = lines[at]
    ) {
      const match = /^("[^"]*"|'[^']*'|[^:]+):(?: (.*))?$/.exec(line.text);
      if (match === null) throw new Error(`not understood: ${line.text}`);
      const name = String(scalar(match[1] ?? ''));
      at += 1;
      // An anchor names the value for later; nothing that is read here refers to one.
      const value = (match[2] ?? '').replace(/^&\w+/, '').trim();
      // A list may stand at the indent of its key.
      const next = lines[at];
      const inner = next?.indent === own && next.text.startsWith('- ') ? own : own + 1;
      if (/^[>|]/.test(value)) {
        for (let prose = lines[at]; prose !== undefined && prose.indent > own; prose = lines[at]) at += 1;
      } else map[name] = value === '' ? block(inner) : scalar(value);
    }
    return map;
  };
  const whole = block(0);
  const left = lines[at];
  if (left !== undefined) throw new Error(`not understood: ${left.text}`);
  return whole;
}
