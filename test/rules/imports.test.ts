import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { docs } from './docs.ts';
import { contracts, layers } from './layers.ts';
import { around, barrels, cycles, frontEnd, packages } from './modules.ts';
import { type Breach, importsOf, readTree, type Tree } from './tree.ts';

const project = readTree(join(dirname(fileURLToPath(import.meta.url)), '..', '..'));

const LIB = { 'src/lib/ids.ts': '' };
const made = (files: Record<string, string>): Tree => new Map(Object.entries({ ...LIB, ...files }));

type Rule = (tree: Tree) => Breach[];
type Sample = [files: Record<string, string>, breaches: Breach[]];

/** Small trees with what each rule finds in them. */
const RULES: [name: string, rule: Rule, samples: Sample[]][] = [
  [
    'a file imports from lower layers or its own folder, a feature from lower features and never their own',
    layers,
    [
      [{ 'src/lib/a.ts': "import { b } from './b.ts'", 'src/lib/b.ts': '' }, []],
      [
        { 'src/lib/a.ts': "import type { C } from '../ctx.ts'", 'src/ctx.ts': "import { x } from './lib/ids.ts';" },
        ['src/lib/a.ts: imports src/ctx.ts from a higher layer'],
      ],
      [
        { 'src/db/a.ts': "export type X = import('../http/b.ts').B", 'src/http/b.ts': "import '../db/a.ts'" },
        ['src/db/a.ts: imports src/http/b.ts from a higher layer'],
      ],
      [{ 'src/app.ts': "import './jobs.ts'", 'src/jobs.ts': '' }, ['src/app.ts: imports src/jobs.ts from beside it']],
      [{ 'src/worker.ts': "import './app.ts'", 'src/app.ts': '' }, []],
      [{ 'src/util.ts': '' }, ['src/util.ts: has no layer']],
      [
        { 'src/lib/a.ts': "import '../../dev/x.ts'", 'dev/x.ts': '' },
        ['src/lib/a.ts: imports dev/x.ts, which has no layer'],
      ],
      [{ 'src/lib/a.ts': "import './ids'" }, ['src/lib/a.ts: imports ./ids, which is not there']],
      [
        { 'src/features/jobs/a.ts': "import '../imports/b.ts'", 'src/features/imports/b.ts': "import '../jobs/a.ts'" },
        ['src/features/jobs/a.ts: jobs ranks below imports and imports src/features/imports/b.ts'],
      ],
      [
        { 'src/features/new/a.ts': "import '../jobs/b.ts'", 'src/features/jobs/b.ts': '' },
        ['src/features/new/a.ts: the feature new has no rank'],
      ],
      ...['routes', 'sweeper-object', 'run-workflow', 'workflow'].map(
        (own): Sample => [
          { 'src/features/live/a.ts': `import '../jobs/${own}.ts'`, [`src/features/jobs/${own}.ts`]: '' },
          [`src/features/live/a.ts: imports src/features/jobs/${own}.ts, which is jobs’s own`],
        ],
      ),
      [{ 'src/features/jobs/routes.ts': "import './workflow.ts'", 'src/features/jobs/workflow.ts': '' }, []],
      [{ 'src/lib/a.test.ts': "import '../app.ts'" }, []],
    ],
  ],
  [
    'a contract is made of zod, the pure leaves and other contracts',
    contracts,
    [
      [
        {
          'src/features/jobs/contract.ts':
            "import * as z from 'zod'; import '../../lib/ids.ts'; import '../access/contract.ts'",
        },
        [],
      ],
      [
        { 'src/features/jobs/contract.ts': "import { read } from './read.ts';\nimport { Hono } from 'hono'" },
        [
          'src/features/jobs/contract.ts: imports src/features/jobs/read.ts',
          'src/features/jobs/contract.ts: imports hono',
        ],
      ],
    ],
  ],
  [
    'the front end knows the contracts, what they are made of, and nothing else of the Worker',
    frontEnd,
    [
      [
        {
          'src/features/jobs/contract.ts': "import { id } from '../../lib/ids.ts'",
          'src/lib/csv.ts': '',
          'web/src/a.tsx': "import '../../src/features/jobs/contract.ts'; import '../../src/lib/ids.ts'",
          'web/src/b.ts': "import type { X } from '../../src/lib/csv.ts'",
          'web/functions/c.ts': "import '../../src/app.ts'",
        },
        ['web/src/b.ts: imports src/lib/csv.ts', 'web/functions/c.ts: imports src/app.ts'],
      ],
    ],
  ],
  [
    'no file imports itself on a way round',
    cycles,
    [
      [
        { 'src/lib/a.ts': "import './b.ts'; import './c.ts'", 'src/lib/b.ts': "import './c.ts'", 'src/lib/c.ts': '' },
        [],
      ],
      [
        {
          'src/lib/a.ts': "import './b.ts'",
          'src/lib/b.ts': "import type { C } from './c.ts'",
          'src/lib/c.ts': "import './a.ts'",
        },
        ['src/lib/a.ts → src/lib/b.ts → src/lib/c.ts → src/lib/a.ts'],
      ],
      [
        { 'web/src/a.tsx': "const b = () => import('./b.tsx')", 'web/src/b.tsx': "import { a } from './a.tsx'" },
        ['web/src/a.tsx → web/src/b.tsx → web/src/a.tsx'],
      ],
    ],
  ],
  [
    'no file passes on another’s exports but the Worker’s own',
    barrels,
    [
      [{ 'src/worker.ts': "export { Hub } from './hub.ts'" }, []],
      [{ 'src/lib/a.ts': "import { b } from './ids.ts';\nexport const c = b;" }, []],
      [
        { 'src/lib/index.ts': "export * from './ids.ts'", 'web/src/ui/x.ts': "export { type A } from './a.ts'" },
        ['src/lib/index.ts: passes on another module’s exports', 'web/src/ui/x.ts: passes on another module’s exports'],
      ],
    ],
  ],
  [
    'what is bound to one service stays behind one folder',
    packages,
    [
      [
        {
          'src/features/access/identity/a.ts': "import 'better-auth/minimal'; import '@better-auth/core'",
          'src/platform/llm.ts': "import Anthropic from '@anthropic-ai/sdk'",
          'src/db/client.ts': "import { neon } from '@neondatabase/serverless'",
          'src/features/jobs/x-object.ts': "import { DurableObject } from 'cloudflare:workers'",
          'src/features/jobs/workflow.ts': "import { WorkflowEntrypoint } from 'cloudflare:workers'",
        },
        [],
      ],
      [
        {
          'src/features/access/sign-in.ts': "import type { Auth } from 'better-auth'",
          'src/features/jobs/a.ts': "import { env } from 'cloudflare:workers'",
          'src/http/a.ts': "import '@neondatabase/serverless'",
          'src/features/enrichment/a.ts': "import '@anthropic-ai/sdk/resources'",
        },
        [
          'src/features/access/sign-in.ts: imports better-auth',
          'src/features/jobs/a.ts: imports cloudflare:workers',
          'src/http/a.ts: imports @neondatabase/serverless',
          'src/features/enrichment/a.ts: imports @anthropic-ai/sdk/resources',
        ],
      ],
    ],
  ],
  [
    'settings come from the environment’s one reader, lines go to the log, and zod comes in parts',
    around,
    [
      [
        {
          'src/platform/log.ts': "console['info'](1)",
          'src/lib/a.ts': "// console.log\n/* process.env */ import * as z from 'zod'; const c = 'a console';",
        },
        [],
      ],
      [
        {
          'src/lib/a.ts': 'console.log(1)',
          'src/lib/b.ts': "const u = 'https://x'; const e = process.env.X",
          'src/lib/c.ts': "import { z } from 'zod'",
        },
        ['src/lib/a.ts: writes to the console', 'src/lib/b.ts: reads process.env', 'src/lib/c.ts: imports all of zod'],
      ],
    ],
  ],
  [
    'every path that the documents name is there',
    docs,
    [
      [
        {
          'src/features/jobs/read.ts': '',
          'src/app.ts': '',
          '.gitignore': 'node_modules/\n.local/\n',
          'README.md':
            'See `src/app.ts:12`, `features/jobs`, `read.ts`, `src/features/<name>/`, `re*.ts`, `docs/`, `.local/`, `tenant/<id>/x`, `text/csv`, `POST /src/x`, `a.b` and [this](docs/a.md#top), [that](https://x.example/y)',
          'docs/a.md': '[up](../README.md) ```\n`src/none.ts`\n```',
        },
        [],
      ],
      [
        {
          'src/app.ts': '',
          'docs/a.md': '`src/none.ts`, `src/none`, `gone.md`, `bench/`, `src/*/x.ts`, `*-new.ts` [x](b.md)',
        },
        ['src/none.ts', 'src/none', 'gone.md', 'bench/', 'src/*/x.ts', 'b.md'].map(
          (path) => `docs/a.md: there is no ${path}`,
        ),
      ],
    ],
  ],
];

describe.each(RULES)('%s', (_, rule, samples) => {
  it('in the project', () => {
    expect(rule(project)).toEqual([]);
  });

  it.each(samples)('in a sample: %j', (files, breaches) => {
    expect(rule(made(files))).toEqual(breaches);
  });
});

describe('reading', () => {
  it('finds every form of an import, and nothing in texts and comments', () => {
    const source = `
      import a, { b as c,
        type D } from './1.ts';
      import type E from "./2.ts"; import * as f from './3.ts'; import './4.ts';
      export * from './5.ts'; export { g } from './6.ts'; export type { H } from './7.ts';
      const i = await import('./8.ts'); type J = import("./9.ts").J;
      // import './no.ts'
      /* import './no.ts' */
      const k = 'https://x.example'; const l = /^https?:\\/\\//.test(k); const m = /["'\`]/; import './10.ts';
      const text = "import('./no.ts') is no import" + \`// nor ' this\`; import './11.ts';`;
    const found = importsOf(source);
    expect(found.filter((x) => x !== './no.ts').sort()).toEqual(
      Array.from({ length: 11 }, (_, i) => `./${i + 1}.ts`).sort(),
    );
  });

  it('sees the project', () => {
    expect(project.has('src/app.ts')).toBe(true);
    expect(importsOf(project.get('src/worker.ts') ?? '')).toContain('./app.ts');
    expect([...project.keys()].some((path) => path.includes('node_modules'))).toBe(false);
  });
});
