import type { Context } from '../src/site.js';
import type { ObjectValue, Text, Value } from '../src/value.js';
import { type ConfigConversion, inPlace, unchanged } from './config/conversion.js';
import { convertObject } from './config/convert.js';
import { convertTemplate, convertText } from './config/embedded.js';
import { fieldsOf } from './config/fields.js';
import { followed } from './config/follow.js';
import { type Ledger, openLedger, problem, type Remark } from './config/ledger.js';
import { type Moved, movedOf } from './config/moved.js';
import type { ConfigOptions } from './config/scope.js';
import { isConfig2, looksLikeConfig, mayBeConfig, mayHaveBuiltOptions } from './config/shape.js';
import { type Single, singleOf } from './config/single.js';
import { encodedIn } from './encoders.js';
import { resolve } from './records.js';

export type { ConfigConversion, ConfigOptions, Moved, Remark, Single };
export { isConfig2, looksLikeConfig, mayBeConfig, mayHaveBuiltOptions };

type ProjectOnly = Pick<Context, 'project'>;

/**
 * Configs 1.0 → 2.0, for whatever the value is written as: an object, JSON in a string, JSON.stringify(...), or a name of one.
 * Facts: section 3 of the surface; every row is tested in test/config.test.ts.
 */
export function convertConfig(
  value: Value,
  context: ProjectOnly,
  options: ConfigOptions = {},
): ConfigConversion {
  const { end, written } = followed(value);
  const inner = (json: Value): ConfigConversion =>
    convertConfig(json, context, { ...options, header: false });
  if (end.kind === 'text') return convertText(end, value, context.project, options.header === true, inner);
  if (end.kind === 'template')
    return convertTemplate(end, value, context.project, options.header === true, inner);
  if (end.kind === 'choice') return convertChoice(end.options, context, options);
  const encoded = encodedIn(end);
  if (encoded) return inPlace(encoded, convertConfig(encoded, context, options));
  if (end.kind !== 'object') return unchanged('unknown');
  const ledger = openLedger();
  const scope = { ledger, options, parameters: options.parameters ?? 'person', ...NO_CACHE } as const;
  const isDone = isConfig2(end) && !options.oldRoute;
  const draft = isDone ? undefined : convertObject(end, 'config', scope, written);
  if (options.header) checkHeader(end, ledger);
  const single = singleOf(end, options);
  const moved = isDone || options.moved ? {} : movedOf(end, ledger, single !== undefined);
  const conversion: ConfigConversion = {
    kind: 'config',
    draft,
    single,
    moved,
    ...ledger,
  };
  return end === value || !draft ? conversion : inPlace(end, conversion);
}

const NO_CACHE = { cacheAbove: undefined, cachePushed: undefined };

/**
 * The config that the options of an old client hold as `mode` and `llms` (or `options`), as a new object of its own; undefined when
 * they hold none. Other keys, spreads included, are the caller's.
 */
export function convertClientConfig(
  client: ObjectValue,
  context: ProjectOnly,
  options: ConfigOptions = {},
): ConfigConversion | undefined {
  const fields = fieldsOf(client);
  const entries = [fields.get('mode'), fields.get('options')].filter((entry) => entry !== undefined);
  if (!fields.has('options')) return undefined;
  const config: ObjectValue = { kind: 'object', entries, at: client.at };
  return convertConfig(config, context, { ...options, apart: true });
}

/** Every option is converted where it stands, or none. */
function convertChoice(
  values: readonly Value[],
  context: ProjectOnly,
  options: ConfigOptions,
): ConfigConversion {
  const ledger = openLedger();
  const all = values.map((value) => {
    const conversion = inPlace(value, convertConfig(value, context, options));
    ledger.changes.push(...conversion.changes);
    ledger.problems.push(...conversion.problems);
    ledger.notes.push(...conversion.notes);
    if (Object.keys(conversion.moved).length) {
      problem(ledger, value.at, 'one of several configs says what is for the whole request in the new API');
    }
    return conversion;
  });
  const kind = all.some((one) => one.kind === 'config') ? 'config' : (all[0]?.kind ?? 'unknown');
  return { ...unchanged(kind), ...ledger };
}

function checkHeader(config: ObjectValue, ledger: Ledger): void {
  for (const value of textsIn(config)) {
    if (!/[\u0100-\uffff]/.test(value.text)) continue;
    problem(
      ledger,
      value.at,
      'a config in a header cannot hold characters above U+00FF',
      'Write them as \\u escapes.',
    );
  }
}

function textsIn(value: Value): readonly Text[] {
  const resolved = resolve(value);
  if (resolved.kind === 'text') return [resolved];
  if (resolved.kind === 'list')
    return resolved.items.flatMap((item) => (item.kind === 'spread' ? [] : textsIn(item)));
  if (resolved.kind !== 'object') return [];
  return resolved.entries.flatMap((entry) => (entry.kind === 'entry' ? textsIn(entry.value) : []));
}
