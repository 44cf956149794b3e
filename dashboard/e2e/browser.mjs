// A system Chromium, and people who sit in front of it.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { after } from 'node:test';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser; // a promise of it: tests of a file may begin at once
after(async () => {
  await (await browser)?.close();
});

function launch() {
  browser ??= chromium.launch({
    executablePath: process.env['CHROMIUM'] || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return browser;
}

export const desktop = { viewport: { width: 1280, height: 800 } };
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** What every component is looked at on. */
export const looks = {
  'a desktop': desktop,
  'a desktop in the dark': { ...desktop, colorScheme: 'dark' },
  'a small phone': { ...phone, viewport: { width: 360, height: 780 } },
};

/**
 * A person at the panel of shop, signed in. Whatever breaks the content policy or
 * throws in one of their pages fails the test at its end.
 * @param {import('node:test').TestContext} t
 */
export async function signIn(t, shop, options = desktop) {
  const context = await (await launch()).newContext({ locale: 'en-US', timezoneId: 'UTC', ...options });
  const visitor = new Visitor(context, await context.newPage());
  t.after(async () => {
    await context.close();
    assert.deepEqual(visitor.violations, [], 'violations of the content policy');
    assert.deepEqual(visitor.crashes, [], 'errors in the page');
  });
  await visitor.watch();
  visitor.page.setDefaultTimeout(20_000);
  await visitor.page.goto(shop.link);
  await visitor.click(visitor.page.getByRole('button', { name: 'Sign in' }));
  await visitor.page.getByRole('main').waitFor();
  return visitor;
}

/** Somebody with a browser. It counts what they do. */
class Visitor {
  interactions = 0;
  violations = [];
  crashes = [];

  constructor(context, page) {
    this.context = context;
    this.page = page;
  }

  /** Listens in every page, also in those opened later. */
  async watch() {
    await this.context.exposeBinding('reportViolation', (_source, text) => void this.violations.push(text));
    await this.context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (e) => {
        window.reportViolation(
          `${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber} ${e.sample}`,
        );
      });
    });
    this.context.on('weberror', (error) => this.crashes.push(String(error.error())));
    this.context.on('console', (message) => {
      if (/Content Security Policy|TrustedHTML/.test(message.text())) this.violations.push(message.text());
    });
  }

  async click(locator) {
    this.interactions += 1;
    await locator.click();
  }

  async type(locator, text) {
    this.interactions += 1;
    await locator.fill(text);
  }

  async press(key) {
    this.interactions += 1;
    await this.page.keyboard.press(key);
  }

  /** Another browser in which the same person is signed in. */
  async otherBrowser(t) {
    const context = await (
      await launch()
    ).newContext({
      ...desktop,
      locale: 'en-US',
      storageState: await this.context.storageState(),
    });
    t.after(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }

  /** Another tab of the same person. */
  async tab(address) {
    const page = await this.context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(address);
    return page;
  }
}

/** The run on the screen has ended well. */
export const finished = (page) => page.getByRole('heading', { level: 2, name: 'Done' }).waitFor();

/** The run on the screen has a question for the person. */
export const waiting = (page) => page.getByRole('heading', { level: 1, name: /Waiting for you/ }).waitFor();

/**
 * Fails when axe finds something on the page as it is now. The dark changes colours
 * alone, so there only those are looked at: all else is by daylight.
 */
export async function assertAccessible(page, where) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    const only = dark ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {};
    return window.axe.run(document, { resultTypes: ['violations'], ...only });
  });
  const found = violations.map(
    (v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`,
  );
  assert.deepEqual(found, [], `axe on ${where}`);
}

/**
 * How many pixels the page is wider than the screen. The width of the window is no
 * measure: on a phone it grows with what overflows.
 */
export const tooWide = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Fails when something on the page is wider than the screen. */
export async function assertFits(page, where) {
  const over = await tooWide(page);
  assert.ok(over <= 0, `${where} is ${over} px too wide`);
}
