// A git repository as large as a large one, the same bytes every time, kept between runs.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How many files, and how many bytes they have on average. */
const FILES = 50_000;
const AVERAGE = 7_000;

/** Endings and how often they occur, in percent. */
const ENDINGS = [
  ['.ts', 38],
  ['.tsx', 14],
  ['.js', 16],
  ['.json', 9],
  ['.md', 6],
  ['.py', 6],
  ['.yaml', 3],
  ['.css', 4],
  ['.html', 2],
  ['.snap', 2],
];

const WORDS =
  'account action adapter address agent alert amount answer api app archive array asset async audit author await balance batch billing block body boolean bridge buffer build button cache call card cell chain change channel chart check child class click client cluster code collect column command comment compare complete component compute config connect console const content context control convert cookie copy count create cursor custom data date debug declare default define delete deploy detail device dialog digest display document domain driver edge editor element email emit empty enable encode endpoint entity entry error event example execute export expression extend factory failure feature fetch field file filter find first flag folder font form format frame function gateway generate global graph grid group guard handle hash header helper history home hook host icon identifier image import include index info input insert instance interface internal invoice issue item join key keyboard label language last layer layout length level library limit line link list load locale lock log loop machine main manager map mark matrix memory menu merge message method metric middleware migrate mode model module monitor mount name native network node notify null number object observe offset open operator option order origin output package page panel parent parse part password path pattern payload payment permission person pipeline plan platform plugin point policy pool port position prefix press previous price primary print priority private process product profile project promise prompt property provider proxy public publish query queue range rate read reader record reduce region register release remote remove render repeat replace report request require reset resolve resource response result return review role root route row rule runtime sample scale schema scope screen script search section secure select send sequence series server service session setting shape share signal size slice slot socket sort source space split stack stage start state static status step storage store stream string style submit subscribe success suffix summary support switch symbol sync system table target task team template tenant test text theme thread throw ticket time title toggle token tool topic total trace track transform tree trigger type undefined union unique update upload usage user util valid value variable vendor version view visible watch weight widget window worker workspace wrap write zone'.split(
    ' ',
  );

/** Numbers between 0 and 1 that look random and are not (mulberry32). */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function writerFrom(random) {
  const word = () => WORDS[Math.floor(random() * WORDS.length)];
  const name = () => {
    const [first, second] = [word(), word()];
    // `importKey` is a match for `rg -i portkey`: the tree has none.
    return first.endsWith('port') ? first : first + second.replace(/^./, (letter) => letter.toUpperCase());
  };
  const lines = [
    () => `  const ${name()} = await ${name()}.${word()}(${word()}, { ${word()}: ${name()} });`,
    () =>
      `    if (!${name()} || ${word()}.${word()}.length > ${Math.floor(random() * 100)}) return ${word()};`,
    () => `// The ${word()} of a ${word()} is what the ${word()} ${word()}s before the ${word()}.`,
    () => `  ${word()}: '${word()}-${word()}/${word()}',`,
    () => `export function ${name()}(${word()}: ${name()}): Promise<${name()}> {`,
    () => `      "${word()}": { "${word()}": ${random() < 0.5}, "${word()}": "${word()} ${word()}" },`,
    () => `import { ${name()}, ${name()} } from '../${word()}/${word()}.js';`,
    () => '  }',
    () => '',
  ];
  return (bytes) => {
    const parts = [];
    for (let left = bytes; left > 0; ) {
      const line = lines[Math.floor(random() * lines.length)]();
      parts.push(line);
      left -= line.length + 1;
    }
    return `${parts.join('\n')}\n`;
  };
}

function endingAt(percent) {
  let sum = 0;
  for (const [ending, share] of ENDINGS) {
    sum += share;
    if (percent < sum) return ending;
  }
  return '.txt';
}

function pathOf(index, random) {
  const ending = endingAt(random() * 100);
  const [one, two, three] = [index % 60, Math.floor(index / 60) % 25, Math.floor(index / 1500) % 5];
  return `packages/${WORDS[one * 5]}/src/${WORDS[two * 7]}/${WORDS[three * 11]}/${WORDS[index % WORDS.length]}-${index}${ending}`;
}

/** Fills a directory with the repository, unless it is there already. */
export function prepareTree(directory) {
  if (existsSync(directory)) return;
  const building = `${directory}.building`;
  rmSync(building, { recursive: true, force: true });
  const random = randomFrom(20231208);
  const write = writerFrom(random);
  for (let index = 0; index < FILES; index += 1) {
    const path = join(building, pathOf(index, random));
    mkdirSync(dirname(path), { recursive: true });
    // Most files are small and some are large: the square of an exponential spread, capped.
    const size = Math.min(60_000, 300 + AVERAGE * 0.945 * -Math.log(1 - random()));
    writeFileSync(path, write(size));
  }
  writeFileSync(join(building, '.gitignore'), 'node_modules/\ndist/\n*.log\n.env\n');
  git(building, 'init', '-q', '-b', 'main');
  git(building, '-c', 'core.looseCompression=0', 'add', '-A');
  git(building, '-c', 'user.name=bench', '-c', 'user.email=bench@example.com', 'commit', '-qm', 'Generated');
  renameSync(building, directory);
}

/** The files of `setOld`. */
const OLD_FILES = 200;

/** Puts into the repository (or takes out of it) files that use the old surface. */
export function setOld(directory, present) {
  for (let index = 0; index < OLD_FILES; index += 1) {
    const path = join(directory, `packages/${WORDS[(index % 60) * 5]}/src/assistant-${index}.ts`);
    if (!present) rmSync(path, { force: true });
    else writeFileSync(path, oldSource(index));
  }
  git(directory, 'add', '-A');
}

function oldSource(index) {
  const write = writerFrom(randomFrom(index));
  const filler = write(3_000).replace(/^/gm, '// ');
  return `import { Portkey } from 'portkey-ai';

const portkey = new Portkey({
  apiKey: process.env.PORTKEY_API_KEY,
  mode: 'single',
  llms: [{ provider: 'openai', virtual_key: 'open-ai-key-${index}' }],
});

${filler}
export async function answer${index}(question: string) {
  const completion = await portkey.chatCompletions.create({
    messages: [{ role: 'user', content: question }],
    model: 'gpt-4',
  });
  return completion.choices[0];
}

${filler}`;
}

function git(directory, ...args) {
  execFileSync('git', args, { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] });
}
