import { ignoreBook } from '../ignore.js';
import type { Parts } from '../parts.js';
import type { FileResult } from '../result.js';
import type { Elsewhere } from './elsewhere.js';
import { judgeLeft } from './left.js';
import type { VerifyResult } from './result.js';
import { gatewaySender } from './send.js';
import { readBothTexts, readTree, type TextsRequest } from './texts.js';
import { verifyNew, verifyProjects } from './verify.js';

/** What was found, and the files that could not be read. */
export interface FilesVerified extends VerifyResult {
  readonly unreadable: readonly FileResult[];
}

/** Verifies the files below a directory; throws a JobError when there is no text to compare with. */
export async function verifyFiles(
  request: TextsRequest,
  parts: Parts,
  elsewhere?: Elsewhere,
): Promise<FilesVerified> {
  const { before, after, compared, unreadable } = await readBothTexts(request, parts);
  const judged = await verifyProjects(before, after, await gatewaySender(), elsewhere);
  const sites = await judgeLeft(judged, after, (project) =>
    parts.migrate(project, { only: [], skip: [], accepted: ignoreBook().accepts }),
  );
  return { sites, compared, unreadable };
}

/** Says of files that are migrated already whether the new API takes what they send. */
export async function verifyNewFiles(
  request: TextsRequest,
  parts: Parts,
  elsewhere?: Elsewhere,
): Promise<FilesVerified> {
  const { project, unreadable } = await readTree(request, parts);
  const sites = await verifyNew(project, await gatewaySender(), elsewhere);
  return { sites, compared: 'the working tree, with nothing', unreadable };
}
