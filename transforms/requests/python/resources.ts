import { type Data, get, joined, known, type RecordData, without } from '../data.js';
import type { Resource } from '../resources.js';
import { OPENAI_RESOURCES } from '../resources.js';
import type { Given } from './keywords.js';

/** What of the methods of OpenAI's package and those made after it differs in Python. */
const OWN: Readonly<Record<string, Resource>> = {
  'images.createVariation': { method: 'POST', route: '/images/variations' },
  'files.delete': { method: 'DELETE', route: '/files/{0}' },
  'chat.completions.stream': { method: 'POST', route: '/chat/completions' },
};

/** The method of a path; `with_raw_response` changes nothing of what is sent. */
export function resourceOf(path: string): Resource | undefined {
  const plain = path.replace(/(^|\.)with_(?:raw|streaming)_response(?=\.)/, '').replace(/^\./, '');
  const camel = plain.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return OWN[camel] ?? OPENAI_RESOURCES[camel];
}

/** Names of what stands in a route, in its order. */
const IN_ROUTES = ['thread_id', 'run_id', 'assistant_id', 'file_id', 'model', 'fine_tuning_job_id'];

/** A route with what it takes filled in, and the other arguments. */
export function filledRoute(
  { method, route }: Resource,
  { placed, named }: Given,
): { readonly route: Data; readonly rest: RecordData } {
  const pieces = route.split(/\{\d\}/);
  const names = IN_ROUTES.filter((name) => get(named, name) !== undefined);
  const taken = names.slice(0, Math.max(0, pieces.length - 1 - placed.length));
  const values = [...placed, ...taken.map((name) => get(named, name) ?? known(''))];
  const parts = pieces.flatMap((piece, at) => [
    known(piece),
    ...(at < pieces.length - 1 ? [values[at] ?? known('')] : []),
  ]);
  const rest = without(named, ...taken);
  return { route: joined(parts), rest: rest.kind === 'record' && method === 'POST' ? rest : named };
}
