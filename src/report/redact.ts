import { SECRETS } from '../../transforms/secrets.js';

/** The text with credentials hidden, line by line the same otherwise: for everything people or logs get to see. */
export function redact(text: string): string {
  return SECRETS.reduce((hidden, { pattern }) => hidden.replace(pattern, '$1***'), text);
}
