import { dataLanguage } from './data.js';
import { parseToml, type TomlSource } from './toml/parse.js';
import { spellToml } from './toml/spell.js';

/** The TOML files that Python projects list packages in. */
export const toml = dataLanguage<TomlSource>({
  name: 'toml',
  extensions: ['.toml', 'pipfile'],
  files: /(?:^|\/)(?:pyproject\.toml|uv\.toml|hatch\.toml|pixi\.toml|pipfile)$/,
  read: parseToml,
  spell: spellToml,
});
