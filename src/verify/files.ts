import { ignoreBook } from '../ignore.js';
import type { Parts } from '../parts.js';
import type { FileResult } from '../result.js';
import { judgeLeft } from './left.js';
import type { VerifyResult } from './result.js';
import { gatewaySender } from './send.js';
import { readBothTexts, type TextsRequest } from './texts.js';
import { verifyProjects } from './verify.js';

/** Verifies the files below a directory; throws a JobError when there is no text to compare with. */
export async function verifyFiles(
  request: TextsRequest,
  parts: Parts,
): Promise<VerifyResult & { readonly unreadable: readonly FileResult[] }> {
  const { before, after, compared, unreadable } = await readBothTexts(request, parts);
  const judged = await verifyProjects(before, after, await gatewaySender());
  const sites = await judgeLeft(judged, after, (project) =>
    parts.migrate(project, { only: [], skip: [], accepted: ignoreBook().accepts }),
  );
  return { sites, compared, unreadable };
}
