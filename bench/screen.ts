/**
 * What somebody with all these people feels: from the last key to the rows and to their counts, and the frames of a list that
 * scrolls, with what they cost the page.
 */
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchBrowser } from '../dev/browser/chromium.ts';
import { loadNow } from './conditions.ts';
import { WHALE } from './database.ts';
import { type Member, signIn } from './members.ts';
import type { Report } from './report.ts';
import type { Bench } from './stack.ts';
import { figure, median, percentile } from './stats.ts';

/** The pause after which the search box asks (web/src/features/prospects/search-box.tsx). */
const PAUSE_MS = 150;
/** Between two keys: a fast typist's. */
const KEY_MS = 60;
/** None is typed twice: an answer that was seen is shown again at once. */
const WORDS = {
  rare: ['einert', 'bultmann', 'soboll', 'swillims', 'rockmeier', 'wachenbrunner'],
  common: ['chicago', 'boston', 'venture', 'finance', 'treasury', 'berlin'],
  'very common': ['director', 'united', 'partner', 'manager', 'capital', 'group'],
  'two words': ['boston director', 'chicago finance', 'schmidt berlin', 'weber invest', 'munich chief', 'paris head'],
} as const;
/** Of a row (web/src/features/prospects/person-row.tsx). */
const ROW_PX = 52;
/** A hand on the wheel, and a flick: some 60 and 150 rows a second. */
const SPEEDS = { wheel: 3_000, flick: 8_000 } as const;
const SCROLL_PX = 24_000;
const WINDOW = { width: 1440, height: 900 };
const PATIENCE_MS = 60_000;
/** A frame of 60 a second, and the half of one that a clock may be off. */
const FRAME_MS = 1000 / 60;

export async function screen(bench: Bench, report: Report): Promise<void> {
  const [member] = await signIn(await bench.connect(), WHALE, 1);
  if (!member) throw new Error('Nobody is signed in.');
  await bench.withWorker({}, async (worker) => {
    const browser = await launchBrowser();
    try {
      const page = await openList(browser, member, worker.screenPort);
      report.add(await typing(page));
      report.add(await scrolling(browser, page));
    } finally {
      await browser.close();
    }
  });
}

async function openList(browser: Browser, { host, cookie }: Member, port: number): Promise<Page> {
  const context = await browser.newContext({ baseURL: `http://${host}:${port}`, viewport: WINDOW });
  context.setDefaultTimeout(PATIENCE_MS);
  const at = cookie.indexOf('=');
  const session = { name: cookie.slice(0, at), value: cookie.slice(at + 1), domain: host, path: '/' };
  await context.addCookies([session]);
  const page = await context.newPage();
  await page.goto('/prospects?view=all');
  await page.locator('tr[data-index="0"]').waitFor();
  return page;
}

/**
 * In the page: when the request went out, when its answer was there, and the first frame with its rows; then the first one with
 * what was counted of them.
 */
const PAINTED = `(word) => new Promise((resolve) => {
  const answerOf = (path) =>
    performance.getEntriesByType('resource').findLast(({ name, responseEnd }) => {
      const { pathname, searchParams } = new URL(name);
      return pathname === path && searchParams.get('q') === word && responseEnd > 0;
    });
  const until = (path, waits) =>
    new Promise((there) => {
      const look = () => {
        const answer = document.querySelector(waits) === null ? answerOf(path) : undefined;
        requestAnimationFrame(answer ? (at) => there({ answer, at }) : look);
      };
      look();
    });
  const rows = until('/api/v1/prospects', '.animate-sweep');
  const counts = until('/api/v1/prospects/counts', '[aria-label="Filters"] [aria-busy="true"]');
  Promise.all([rows, counts]).then(([{ answer, at }, counted]) =>
    resolve({ asked: answer.startTime, answered: answer.responseEnd, painted: at, counted: counted.at }));
})`;

/** Moments of the page's own clock, in ms. */
interface Painted {
  asked: number;
  answered: number;
  painted: number;
  counted: number;
}

async function typing(page: Page) {
  const rows: string[][] = [];
  const box = page.getByLabel('Search people');
  await page.evaluate(
    `document.getElementById('search').addEventListener('input', () => { window.lastKey = performance.now(); })`,
  );
  for (const [name, words] of Object.entries(WORDS)) {
    const felt: number[] = [];
    const parts: [number[], number[], number[], number[]] = [[], [], [], []];
    for (const word of words) {
      await box.fill('');
      await page.waitForURL((url) => !url.searchParams.has('q'));
      await page.evaluate('performance.clearResourceTimings()');
      const seen = page.evaluate<Painted>(`(${PAINTED})(${JSON.stringify(word)})`);
      await box.pressSequentially(word, { delay: KEY_MS });
      const { asked, answered, painted, counted } = await seen;
      const begun = (await page.evaluate<number>('window.lastKey')) + PAUSE_MS;
      felt.push(painted - begun);
      parts[0].push(asked - begun);
      parts[1].push(answered - asked);
      parts[2].push(painted - answered);
      parts[3].push(counted - begun);
    }
    const both = [felt, parts[1], parts[3]].map((all) => [figure(median(all)), figure(percentile(all, 0.95))]);
    rows.push([name, ...both.flat(), figure(median(parts[0])), figure(median(parts[2]))]);
  }
  await box.fill('');
  await page.waitForURL((url) => !url.searchParams.has('q'));
  return {
    title: 'From the pause after the last key to the rows on the screen, in ms',
    columns: [
      '',
      'p50',
      'p95',
      'of it the answer: p50',
      'p95',
      'counts on the screen: p50',
      'p95',
      'before it went out: p50',
      'rows drawn: p50',
    ],
    rows,
    notes: [`The pause itself is ${PAUSE_MS} ms. Load ${loadNow()}; browser, Worker and database share the cores.`],
  };
}

/** In the page: how long each frame took until told to stop, and in how many the middle of the list was not there yet. */
const FRAMES = `() => {
  const frames = { deltas: [], waiting: 0, last: 0, on: true };
  const look = (at) => {
    if (!frames.on) return;
    if (frames.last > 0) frames.deltas.push(at - frames.last);
    frames.last = at;
    const rows = [...document.querySelectorAll('tr[data-index]')];
    const box = rows[0]?.closest('table').parentElement;
    const end = (1 + Math.max(...rows.map((row) => Number(row.dataset.index)))) * ${ROW_PX};
    if (box && end < box.scrollTop + box.clientHeight / 2) frames.waiting += 1;
    requestAnimationFrame(look);
  };
  window.frames_ = frames;
  requestAnimationFrame(look);
}`;

interface Frames {
  deltas: number[];
  waiting: number;
  /** Processor time of the pages meanwhile. */
  busyMs: number;
}

/** Processor time so far of what draws pages: hardly longer where others keep the machine busy, as a frame is. */
async function drawnMs(browser: CDPSession): Promise<number> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { type, cpuTime }) => sum + (type === 'renderer' ? cpuTime * 1000 : 0), 0);
}

async function scrolled(page: Page, cdp: CDPSession, whole: CDPSession, speed: number): Promise<Frames> {
  const before = await drawnMs(whole);
  await page.evaluate(`(${FRAMES})()`);
  await cdp.send('Input.synthesizeScrollGesture', {
    ...{ x: WINDOW.width / 2, y: WINDOW.height / 2, yDistance: -SCROLL_PX, speed, gestureSourceType: 'mouse' },
    preventFling: true,
  });
  const frames = await page.evaluate<Omit<Frames, 'busyMs'>>('(window.frames_.on = false, window.frames_)');
  return { ...frames, busyMs: (await drawnMs(whole)) - before };
}

async function scrolling(browser: Browser, page: Page) {
  const line = (name: string, { deltas, waiting, busyMs }: Frames): string[] => [
    name,
    String(deltas.length),
    figure(1000 / (deltas.reduce((sum, one) => sum + one, 0) / deltas.length)),
    ...[0.5, 0.95, 0.99].map((part) => figure(percentile(deltas, part))),
    `${figure((100 * deltas.filter((one) => one > FRAME_MS * 1.5).length) / deltas.length)} %`,
    String(waiting),
    figure((1000 * busyMs) / (SCROLL_PX / ROW_PX)),
  ];
  const cdp = await page.context().newCDPSession(page);
  const whole = await browser.newBrowserCDPSession();
  const rows: string[][] = [];
  await page.locator('tr[data-index="0"]').waitFor();
  for (const [name, speed] of Object.entries(SPEEDS)) {
    rows.push(line(`the list, ${name}`, await scrolled(page, cdp, whole, speed)));
  }
  const drawn = await page.evaluate<string>(
    `String(Math.max(...[...document.querySelectorAll('tr[data-index]')].map((row) => Number(row.dataset.index))))`,
  );
  // What the machine itself can do: a page that has nothing to draw.
  const bare = await page.context().newPage();
  await bare.setContent('<body style="height: 200000px; background: linear-gradient(#fff, #888)">');
  const bareCdp = await bare.context().newCDPSession(bare);
  for (const [name, speed] of Object.entries(SPEEDS)) {
    rows.push(line(`a page of nothing, ${name}`, await scrolled(bare, bareCdp, whole, speed)));
  }
  await bare.close();
  return {
    title: 'Frames of a list that scrolls',
    columns: [
      '',
      'frames',
      'a second',
      'p50 ms',
      'p95 ms',
      'p99 ms',
      'late by half a frame',
      'frames with rows to come',
      'processor time of the page, ms for 1 000 rows',
    ],
    rows,
    notes: [
      `${SCROLL_PX} px each, at ${SPEEDS.wheel} and ${SPEEDS.flick} px a second, to row ${drawn}; further rows are fetched on the way. Drawn without a graphics card. Load ${loadNow()}.`,
    ],
  };
}
