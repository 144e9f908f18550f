import { isConfig2 } from '../transforms/config.js';
import type { SourceDocument } from './language.js';
import { entryOf } from './project.js';
import { checkSchema } from './schema.js';
import type { ObjectValue, Value } from './value.js';

/** What is wrong with the whole configs of a result that was not wrong before. */
export function checkConfigs(after: SourceDocument, before: SourceDocument | undefined): readonly string[] {
  const known = new Set(before ? configErrors(before) : []);
  return configErrors(after).filter((error) => !known.has(error));
}

function configErrors(document: SourceDocument): readonly string[] {
  return document
    .sites()
    .flatMap((site) => (site.kind === 'object' || site.kind === 'document' ? [site.value] : []))
    .filter(isWholeConfig)
    .flatMap((config) => checkSchema('config-2.0', config))
    .map(
      ({ key, expected, found }) =>
        `a config in it would not be valid: ${key}: expected ${expected}, found ${found}`,
    );
}

function isWholeConfig(value: Value): value is ObjectValue {
  if (value.kind !== 'object' || !isConfig2(value)) return false;
  return Boolean(entryOf(value, 'strategy') && entryOf(value, 'targets'));
}
