import { isAscii } from 'node:buffer';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';

/**
 * What a CommonJS file exports. V8 takes longer to compile a large one than to run it: where a build has kept the code this V8 made
 * of it, that is not done again. V8 itself refuses code that does not fit the file.
 */
export function requireCompiled(file: string, name: string): unknown {
  const require = createRequire(file);
  const kept = keptAt(name);
  if (require.cache[file] || !existsSync(kept)) return require(file);
  return run(file, scriptOf(file, readFileSync(kept)));
}

/** Runs a CommonJS file and gives a function that keeps its code, with all functions that were called until then. */
export function startKeeping(file: string, name: string): () => void {
  const script = scriptOf(file);
  run(file, script);
  return () => writeFileSync(keptAt(name), script.createCachedData());
}

/** Beside this file; good for one V8 with its flags on one kind of processor. */
function keptAt(name: string): string {
  return fileURLToPath(new URL(`./${name}-${cachedDataVersionTag()}.compiled`, import.meta.url));
}

/** The file as the function that Node makes of it. */
function scriptOf(filename: string, cachedData?: Buffer): Script {
  const bytes = readFileSync(filename);
  // As `latin1` it need not be decoded.
  const source = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
  const whole = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  return new Script(whole, { filename, cachedData });
}

function run(file: string, script: Script): unknown {
  const require = createRequire(file);
  const module = new Module(file);
  require.cache[file] = module;
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
  module.loaded = true;
  return module.exports;
}
