import type { Recording, Refusal } from './recording.js';

/** One line on a request: what it was, what became of it, and who was asked. What follows a colon may quote the request: it stays out. */
export function logLine({ method, path, surface, status, refusal, attempts }: Omit<Recording, 'id'>): string {
  const asked = [...new Set(attempts.map(({ provider }) => provider))].join(', ');
  const outcome = refusal ? `refused: ${refusal.message.split(':')[0]}` : asked || 'nobody was asked';
  return `${method} ${path} (${surface} API) ${status} ${outcome}`.replace(/\s+/g, ' ');
}

/** One line on a request of which nothing was read. */
export function unreadLine({ method, url }: Request, { status, message }: Refusal): string {
  return `${method} ${new URL(url).pathname} ${status} refused: ${message}`;
}
