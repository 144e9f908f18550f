import type { Change, Context, Finding, ImportSite, Site, Transform } from '../src/site.js';
import { decideEnum, decideModuleType, decideRecord } from './module/types.js';
import { decideModule } from './module.js';
import { isModule } from './records.js';
import { isSdk } from './sdk.js';

/** A type that the SDK no longer exports. */
export interface GoneType {
  readonly from: string;
  /** What says the same without it. */
  readonly to: string;
  readonly see: string;
}

/** Types that are gone. */
export const TYPES: readonly GoneType[] = [
  {
    from: 'LLMOptions',
    to: 'Record<string, any>',
    see: 'npm portkey-ai: dist/index.d.ts of 0.1.16 and of 1.1.4',
  },
];

function decide(site: Site, context: Context): readonly Finding[] {
  return [...decideModule(site, 'types', context), ...decideSite(site, context)];
}

function decideSite(site: Site, context: Context): readonly Finding[] {
  if (site.kind === 'call') return decideRecord(site, context);
  if (site.kind === 'member') return decideEnum(site, context);
  if (site.kind !== 'import') return [];
  if (isModule(site.module)) return decideModuleType(site, context);
  if (!isSdk(site.module)) return [];
  const row = TYPES.find(({ from }) => from === site.name);
  if (!row || context.claimed(site.nameAt)) return [];
  if (site.passedOn) return [passedOn(site, row)];
  const values = site.uses.filter((use) => use.as === 'value');
  const exported = site.uses.filter((use) => use.as === 'export');
  if (exported.length) return exported.map((use) => passedOn(site, row, use.at));
  if (values.length) return values.map((use) => usedAsValue(use.at, row));
  const changes: Change[] = site.uses
    .filter((use) => !context.claimed(use.at))
    .map((use) => ({ do: 'rename', at: use.at, to: row.to }));
  return [
    {
      rule: 'types',
      at: site.nameAt,
      message: `${row.from} is no longer exported by the SDK${changes.length ? `: ${row.to}` : ''}`,
      changes: [...changes, { do: 'unimport', file: site.at.file, module: site.module, name: row.from }],
    },
  ];
}

function passedOn(site: ImportSite, { from, to }: GoneType, at = site.nameAt): Finding {
  return {
    rule: 'types',
    at,
    message: `${from} is passed on from here, and the SDK no longer exports it`,
    help: `Write: export type ${site.local} = ${to};`,
    changes: [],
  };
}

function usedAsValue(at: Finding['at'], { from, to }: GoneType): Finding {
  return {
    rule: 'types',
    at,
    message: `${from} is no longer exported by the SDK, and is used as a value here`,
    help: `As a type it would be ${to}.`,
    changes: [],
  };
}

/** Types of the old SDK that the new one does not export. */
export const types: Transform = {
  rule: 'types',
  summary: 'types that the new SDK does not export',
  before: 'import { LLMOptions } from "portkey-ai";\nlet llms: LLMOptions[] = [];',
  after: 'let llms: Record<string, any>[] = [];',
  sites: ['call', 'member', 'import'],
  decide,
};
