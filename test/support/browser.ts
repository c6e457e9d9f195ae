import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

/** How a page is looked at. */
export interface Looking {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
}

export interface Page {
  /** The value of an expression of JavaScript in the page. */
  value<T>(expression: string): Promise<T>;
  /** What assistive technology is told, in order. */
  told(): Promise<readonly { readonly role: string; readonly name: string; readonly level?: number }[]>;
  /** The page on paper. */
  pdf(): Promise<Buffer>;
  /** All that the page has asked the network or the disk for, itself among it. */
  readonly asked: readonly string[];
}

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: { readonly request?: { readonly url: string } };
  readonly result?: unknown;
  readonly error?: unknown;
}
type Params = Record<string, unknown>;

interface Node {
  readonly ignored?: boolean;
  readonly role?: { readonly value?: string };
  readonly name?: { readonly value?: string };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
}

export interface Browser {
  /** Opens a page, looks at it, and closes it again. */
  open<T>(html: string, looking: Looking, look: (page: Page) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Chromium without a screen, by the DevTools protocol over a pipe: https://chromedevtools.github.io/devtools-protocol/ */
export function openBrowser(): Browser {
  const folder = mkdtempSync(join(tmpdir(), 'stepway-browser-'));
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe', `--user-data-dir=${folder}`];
  const child = spawn('chromium', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const [, , , to, from] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, (message: Message) => void>();
  const listeners = new Set<(message: Message) => void>();
  let rest = '';
  from.setEncoding('utf8').on('data', (part: string) => {
    const messages = (rest + part).split('\0');
    rest = messages.pop() ?? '';
    for (const text of messages) {
      const message = JSON.parse(text) as Message;
      if (message.id === undefined) listeners.forEach((listen) => listen(message));
      else waiting.get(message.id)?.(message);
    }
  });
  let count = 0;
  const send = <R>(method: string, params: Params = {}, sessionId?: string) =>
    new Promise<R>((resolve, reject) => {
      const id = ++count;
      waiting.set(id, (message) =>
        message.error ? reject(new Error(`${method}: ${JSON.stringify(message.error)}`)) : resolve(message.result as R),
      );
      to.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });

  return {
    async open(html, { width, scheme }, look) {
      const file = join(folder, `page-${++count}.html`);
      writeFileSync(file, html);
      const { targetId } = await send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
      const ask = <R>(method: string, params?: Params) => send<R>(method, params, sessionId);
      const asked: string[] = [];
      const loaded = new Promise<void>((resolve) =>
        listeners.add((message) => {
          if (message.sessionId !== sessionId) return;
          if (message.method === 'Network.requestWillBeSent' && message.params?.request)
            asked.push(message.params.request.url);
          if (message.method === 'Page.loadEventFired') resolve();
        }),
      );
      await Promise.all(['Page.enable', 'Network.enable', 'Accessibility.enable'].map((method) => ask(method)));
      await ask('Emulation.setDeviceMetricsOverride', {
        width,
        height: 900,
        deviceScaleFactor: 1,
        mobile: width < 600,
      });
      await ask('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
      await ask('Page.navigate', { url: pathToFileURL(file).href });
      await loaded;
      const found = await look({
        asked,
        async value<V>(expression: string) {
          const { result } = await ask<{ result: { value: V } }>('Runtime.evaluate', {
            expression,
            returnByValue: true,
          });
          return result.value;
        },
        async told() {
          const { nodes } = await ask<{ nodes: Node[] }>('Accessibility.getFullAXTree');
          return nodes
            .filter(({ ignored }) => !ignored)
            .map(({ role, name, properties = [] }) => {
              const level = properties.find((one) => one.name === 'level')?.value.value;
              return {
                role: role?.value ?? '',
                name: name?.value ?? '',
                ...(typeof level === 'number' && { level }),
              };
            });
        },
        async pdf() {
          const { data } = await ask<{ data: string }>('Page.printToPDF', { preferCSSPageSize: true });
          return Buffer.from(data, 'base64');
        },
      });
      await send('Target.closeTarget', { targetId });
      return found;
    },
    async close() {
      await send('Browser.close');
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
