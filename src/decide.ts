import type { SourceDocument } from './language.js';
import { dependencySites } from './manifests/sites.js';
import type { Project } from './project.js';
import { covers } from './project.js';
import type { Finding, Site, Skip, Transform } from './site.js';
import type { Place } from './value.js';

/** All that the transforms said about a project. */
export interface Decisions {
  readonly findings: readonly Finding[];
  readonly skips: readonly Skip[];
}

/** What was decided last about a project: a run asks the same twice, once to find neighbours and once to migrate. */
const decided = new WeakMap<Project, { readonly asked: string; readonly decisions: Decisions }>();

/** Asks every transform, in order, about every site of every readable file. */
export function decide(
  project: Project,
  files: readonly string[],
  transforms: readonly Transform[],
): Decisions {
  const asked = [...transforms.map(({ rule }) => rule), '', ...files].join('\n');
  const last = decided.get(project);
  if (last?.asked === asked) return last.decisions;
  const decisions = askAll(project, files, transforms);
  decided.set(project, { asked, decisions });
  return decisions;
}

function askAll(project: Project, files: readonly string[], transforms: readonly Transform[]): Decisions {
  const sites = sitesOf(files.flatMap((file) => project.document(file) ?? []));
  const findings: Finding[] = [];
  const skips: Skip[] = [];
  const claims: Claims = new Map();
  for (const transform of transforms) {
    const said = askTransform(transform, sites, project, claims);
    findings.push(...said.findings);
    skips.push(...said.skips);
  }
  return { findings: withoutRepeats(findings), skips };
}

/** Finds the sites of one kind that a transform may want to see. */
type SitesFor = (transform: Transform, kind: Site['kind']) => readonly Site[];

function sitesOf(documents: readonly SourceDocument[]): SitesFor {
  const kinds = new Map<Site['kind'], Site[]>();
  for (const site of documents.flatMap((document) => [...document.sites(), ...dependencySites(document)])) {
    const same = kinds.get(site.kind);
    if (same) same.push(site);
    else kinds.set(site.kind, [site]);
  }
  return ({ comments }, kind) => {
    if (kind !== 'comment' || !comments) return kinds.get(kind) ?? [];
    return documents.flatMap(
      (document) => document.comments?.(comments) ?? document.sites().filter((site) => site.kind === kind),
    );
  };
}

function askTransform(transform: Transform, sites: SitesFor, project: Project, claims: Claims): Decisions {
  const findings: Finding[] = [];
  const skips: Skip[] = [];
  const context = {
    project,
    claimed: (at: Place) => (claims.get(at.file) ?? []).some((place) => covers(place, at)),
  };
  // Kinds in the order the transform names them: what it sees first, it deals with whole.
  const asked = transform.sites.flatMap((kind) => sites(transform, kind));
  for (const site of asked) {
    for (const answer of transform.decide(site, context)) {
      if ('reason' in answer) {
        skips.push(answer);
        note(claims, answer.claims ?? []);
      } else {
        findings.push(answer);
        claim(claims, answer);
      }
    }
  }
  return { findings, skips };
}

/** The places findings have dealt with, by file: what they changed, and what they name beside it. */
type Claims = Map<string, Place[]>;

function claim(claims: Claims, finding: Finding): void {
  const changed = finding.changes.flatMap((change) => ('at' in change ? [placeOfChange(change.at)] : []));
  note(claims, [...changed, ...(finding.claims ?? []), finding.at]);
}

function note(claims: Claims, places: readonly Place[]): void {
  for (const place of places) {
    const same = claims.get(place.file);
    if (same) same.push(place);
    else claims.set(place.file, [place]);
  }
}

function placeOfChange(at: Place | { readonly at: Place }): Place {
  return 'span' in at ? at : at.at;
}

/** Two transforms (or two sites) may come to the same finding; it is said once. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const { file, span } = finding.at;
    const key = [finding.rule, file, span.start, span.end, finding.message].join('\n');
    return !seen.has(key) && seen.add(key);
  });
}
