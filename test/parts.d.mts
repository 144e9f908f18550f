import type { Parts } from '../src/parts.js';

export const fakeParts: Parts;
