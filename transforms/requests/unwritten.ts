import { type Data, fieldsOf, get } from './data.js';
import { fromJson } from './json.js';
import type { Request } from './request.js';

/** What of a request's strategy only the running program knows, in words; undefined when the code says all of it. */
export function unwrittenStrategy(request: Request): string | undefined {
  const header = fieldsOf(request.headers).find(({ key }) => key.toLowerCase() === 'x-portkey-config')?.value;
  const inHeader = header && unwrittenConfig(configIn(header));
  const inBody = unwrittenConfig(get(request.body, 'config'));
  const said = inHeader ?? inBody;
  return said && `${said} is not written in the code`;
}

/** A text hole is a slug; JSON text of a hole is a config nobody has seen. */
function configIn(header: Data): Data | undefined {
  if (header.kind === 'encoded')
    return header.of.kind === 'hole'
      ? { kind: 'record', fields: [{ kind: 'rest', of: header.of }] }
      : header.of;
  return header.kind === 'known' ? fromJson(String(header.value)) : undefined;
}

function unwrittenConfig(config: Data | undefined): string | undefined {
  if (config?.kind !== 'record') return undefined;
  if (config.fields.some((field) => !('key' in field))) return 'part of the config';
  const mode = get(config, 'mode') ?? get(config, 'strategy', 'mode');
  if (mode && mode.kind !== 'known') return 'the mode of the config';
  for (const key of ['options', 'targets']) {
    const list = get(config, key);
    const said = list && unwrittenTargets(list);
    if (said) return said;
  }
  return undefined;
}

function unwrittenTargets(list: Data): string | undefined {
  if (list.kind === 'hole') return 'the list of targets';
  if (list.kind !== 'list') return undefined;
  for (const [at, item] of list.items.entries()) {
    if (item.kind === 'hole' || item.kind === 'rest') return `target ${at + 1} of the config`;
    const said = unwrittenConfig(item);
    if (said) return `${said}, in target ${at + 1}`;
  }
  return undefined;
}
