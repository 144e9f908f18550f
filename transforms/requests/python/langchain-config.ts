import { type Data, type Field, isTruthy, joined, known, type RecordData } from '../data.js';
import { argumentOf, byName, type Given } from './keywords.js';

const ORDER = [
  'api_key',
  'trace_id',
  'environment',
  'user',
  'organisation',
  'prompt',
  'retry_count',
  'cache',
  'cache_force_refresh',
  'cache_age',
] as const;

const METADATA = ['environment', 'user', 'organisation', 'prompt'] as const;

/** The headers LangChain's Portkey.Config made (utilities/portkey.py of 0.0.334). */
export function portkeyConfig(given: Given): RecordData {
  const named: Given = { placed: [], named: byName(given, ORDER) };
  const said = (name: string): Data | undefined => [argumentOf(named, name)].find(isTruthy);
  const metadata = METADATA.flatMap((name) => fieldOf(`_${name}`, said(name)));
  const age = said('cache_age');
  const fields = [
    ...fieldOf('x-portkey-api-key', said('api_key') ?? known('')),
    ...fieldOf('x-portkey-mode', known('proxy openai')),
    ...fieldOf('x-portkey-trace-id', said('trace_id')),
    ...fieldOf('x-portkey-retry-count', said('retry_count')),
    ...fieldOf('x-portkey-cache', said('cache')),
    ...fieldOf('x-portkey-cache-force-refresh', said('cache_force_refresh')),
    ...fieldOf('Cache-Control', age && joined([known('max-age:'), age])),
    ...fieldOf('x-portkey-metadata', metadata.length ? encoded(metadata) : undefined),
  ];
  return { kind: 'record', fields };
}

function fieldOf(key: string, value: Data | undefined): readonly Field[] {
  return value ? [{ key, value }] : [];
}

function encoded(fields: readonly Field[]): Data {
  return { kind: 'encoded', of: { kind: 'record', fields } };
}

/** Where it made OpenAI's package send everything, by a variable of the environment. */
export const PORTKEY_CONFIG_BASE = 'https://api.portkey.ai/v1/proxy';
