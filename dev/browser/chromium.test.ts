import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { launchBrowser } from './chromium.ts';

test('a browser opens a page on a name below localhost, with secure-context features and text of the page', async () => {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(`<h1>Grüße, ${request.headers.host}</h1>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://acme.localhost:${address.port}/`);
    assert.equal(await page.textContent('h1'), `Grüße, acme.localhost:${address.port}`);
    assert.equal(await page.evaluate('isSecureContext && typeof crypto.subtle'), 'object');
    const box = await page.locator('h1').boundingBox();
    assert.ok(box && box.height > 10 && box.width > 50, 'the text is drawn with a font');
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
});
