import { execFileSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { built, ROOT } from './built.js';
import { treeOf } from './tree.js';

beforeAll(built);

/** Asks a gateway `count` times, fifty at once, with faults; says what the heap holds after a collection at each of the marks. */
const PROGRAM = `
import { createReferenceGateway } from '${new URL('dist/src/gateway/index.js', new URL(`file://${ROOT}`))}';
const config = JSON.stringify({
  strategy: { mode: 'fallback' }, retry: { attempts: 1 }, cache: { mode: 'simple', max_age: 60 },
  targets: [{ provider: 'openai', api_key: 'a' }, { provider: 'anyscale', api_key: 'b' }],
});
const gateway = createReferenceGateway({
  keep: 100,
  faults: [{ latency: 1 }, { provider: 'openai', status: 500, times: 2000 }, { provider: 'anyscale', cut: true, times: 300 }],
});
let asked = 0;
const lost = [];
async function ask() {
  const user = 'u-' + asked++;
  const body = JSON.stringify({ model: 'm', user, messages: [{ role: 'user', content: 'x'.repeat(2000) }], stream: asked % 3 === 0 });
  const headers = { 'content-type': 'application/json', 'x-portkey-api-key': 'pk', 'x-portkey-config': config };
  const { response, recording } = await gateway.ask(new Request('http://gateway.invalid/v1/chat/completions', { method: 'POST', headers, body }));
  await response.text().catch(() => {});
  if (recording.upstream.body.user !== user || recording.attempts.some((attempt) => attempt.body.user !== user)) lost.push(user);
}
async function upTo(mark) {
  const worker = async () => { while (asked < mark) await ask(); };
  await Promise.all(Array.from({ length: 50 }, worker));
  for (let times = 0; times < 4; times++) { globalThis.gc(); await new Promise((resolve) => setTimeout(resolve, 5)); }
  return process.memoryUsage().heapUsed;
}
const heaps = [];
for (const mark of [200, 1500, 3000, 6000]) heaps.push(await upTo(mark));
console.log(JSON.stringify({ heaps, lost, kept: gateway.recordings().length }));
`;

/** What may still be warming up: compiled code, tables of the runtime. One answer kept for each request would be ten times as much. */
const MOST_GROWTH = 3_000_000;

test('thousands of requests, fifty at once, with faults, leave nothing behind and mix nothing up', () => {
  const root = treeOf({ 'program.mjs': PROGRAM });
  const said = execFileSync(process.execPath, ['--expose-gc', 'program.mjs'], {
    cwd: root,
    encoding: 'utf8',
  });
  const { heaps, lost, kept } = JSON.parse(said);
  expect(lost).toEqual([]);
  expect(kept).toBe(100);
  const [, warm, , end] = heaps;
  expect(end - warm).toBeLessThan(MOST_GROWTH);
});
