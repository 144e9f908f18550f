import { get, isGiven, isTruthy, joined, known, merge, record, without } from '../data.js';
import { withoutSlash } from '../openai.js';
import type { Sent } from '../request.js';
import { environment, hasRest, type PythonCall, type PythonClient, unwrittenOptions } from './client.js';

const CLIENT = 'anthropic';

/** Anthropic's package, as _client.py of 0.7 does: its base URL has no version. */
export const ANTHROPIC: PythonClient = {
  modules: /^anthropic(?:\.|$)/,
  exports: ['Anthropic', 'AsyncAnthropic', 'Client', 'AsyncClient'],
  send,
  probe: 'messages.create',
};

const ROUTES: Readonly<Record<string, string>> = {
  'completions.create': '/v1/complete',
  'messages.create': '/v1/messages',
  'messages.stream': '/v1/messages',
  'beta.messages.create': '/v1/messages',
  'beta.messages.stream': '/v1/messages',
};

function send({ path, options: made, remade, given: { named } }: PythonCall): Sent | undefined {
  const route = ROUTES[path];
  if (!route) return undefined;
  if ([made, ...remade].some(hasRest)) return unwrittenOptions(CLIENT);
  const options = merge(made, ...remade);
  const extra = get(named, 'extra_headers');
  const headers = merge(
    record({
      'Content-Type': known('application/json'),
      'X-Api-Key': [get(options, 'api_key')].find(isTruthy) ?? environment('ANTHROPIC_API_KEY'),
      'anthropic-version': known('2023-06-01'),
      ...(path.startsWith('beta.') ? { 'anthropic-beta': known('messages-2023-12-15') } : {}),
    }),
    ...[made, ...remade].map((each) => get(each, 'default_headers')),
    isGiven(extra) ? extra : undefined,
  );
  const base = [get(options, 'base_url')].find(isTruthy) ?? known('https://api.anthropic.com');
  const body = without(named, 'extra_headers', 'extra_query', 'extra_body', 'timeout');
  const url = joined([withoutSlash(base), known(route)]);
  return { kind: 'request', client: CLIENT, method: 'POST', url, headers, body };
}
