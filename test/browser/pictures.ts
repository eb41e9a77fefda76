import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** A laptop and a phone of the usual sizes. */
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
/** Half a pixel of rounding is no scroll bar. */
const ROUNDING_PX = 1;

/**
 * Looks at a screen as people have it, on a desktop and a phone, light and dark: nothing of it may lie beside the window.
 * Where PICTURES names a folder, each look is kept there as `<name>-<size>-<scheme>.png`.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  const dir = process.env.PICTURES;
  if (dir) mkdirSync(dir, { recursive: true });
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    const beside = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    assert.ok(Number(beside) <= ROUNDING_PX, `${name} on a ${size} is ${beside} px wider than the window`);
    if (!dir) continue;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(dir, `${name}-${size}-${colorScheme}.png`), animations: 'disabled' });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(SIZES.desktop);
}
