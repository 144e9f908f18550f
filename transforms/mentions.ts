/** Old names that people write about, wherever they stand. */
export const MENTION =
  /x-portkey-mode|\/v1\/proxy\b|\/v1\/(?:chatComplete|embed|complete)\b|chatCompletions\.create|generations\.create/;

/** Whether a text speaks of the old surface. */
export function mentionsOld(text: string): boolean {
  return MENTION.test(text);
}
