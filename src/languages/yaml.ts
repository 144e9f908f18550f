import { dataLanguage } from './data.js';
import { parseYaml, type YamlSource } from './yaml/parse.js';
import { spellYaml } from './yaml/spell.js';

/** The YAML files that conda makes environments from. */
export const yaml = dataLanguage<YamlSource>({
  name: 'yaml',
  extensions: ['.yml', '.yaml'],
  files: /(?:^|\/)(?![^/]*lock)(?:[^/]*environment[^/]*|conda(?:[-_][^/]*)?|env)\.ya?ml$/,
  read: parseYaml,
  spell: spellYaml,
});
