import { entryOf, possibilities } from '../../src/project.js';
import type { Context, Finding } from '../../src/site.js';
import type { Call, ObjectValue, Place } from '../../src/value.js';
import { convertClientConfig } from '../config.js';
import { MOVED } from './moved.js';

/**
 * What a client says that the old SDK did not send with prompts and the new one does, by the new options' names. A prompt keeps the
 * provider and key it was saved with; a config, a trace id and metadata act on it. See: npm portkey-ai, dist/apis/generations.js of
 * 0.1.16 (the body is variables alone) and src/apis/prompts.ts of 1.10.4 (all headers of the client).
 */
function saidWithPrompts(options: ObjectValue, context: Context): readonly string[] {
  const config = entryOf(options, 'config');
  const isGiven = config?.kind === 'entry' && config.value.kind !== 'null';
  if (isGiven) return ['config'];
  const conversion = convertClientConfig(options, context, {});
  if (!conversion || conversion.problems.length) return [];
  const moved = MOVED.filter((name) => conversion.moved[name]);
  return [...(conversion.single ? [] : ['config']), ...moved];
}

/** A person is told where a client made for chats is used for prompts too. */
export function besidePrompts(
  rule: string,
  at: Place,
  clients: readonly Call[],
  context: Context,
): readonly Finding[] {
  const objects = clients.flatMap(({ args: [options] }) =>
    options && options.kind !== 'spread' ? possibilities(options) : [],
  );
  const said = objects.flatMap((object) =>
    object.kind === 'object' ? saidWithPrompts(object, context) : [],
  );
  if (!said.length) return [];
  const message = `${[...new Set(said)].join(', ')} of the client was not sent with prompts, and is now`;
  const help =
    'Make a client of its own for prompts to keep what the program did, or leave it if it is meant.';
  return [{ rule, at, message, help, changes: [] }];
}
