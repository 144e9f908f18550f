/** Whether a range of npm versions lets one below a major version in; what is no plain range (a tag, a path, a repository) does not. */
export function npmAdmitsBelow(range: string, major: number): boolean {
  return range.split('||').some((part) => admits(part.trim(), major));
}

function admits(part: string, major: number): boolean {
  if (part === '' || /^[*xX]/.test(part)) return true;
  const [first = '', second = ''] = part.split(/\s+-\s+|\s+/);
  const from = /^(?:\^|~|=|v|>=?)?\s*v?(\d+)(?:\.|\s|$)/.exec(part)?.[1];
  if (from !== undefined && Number(from) < major) return true;
  const atLeast = /^>=?\s*(\d+)/.exec(second)?.[1];
  return /^<=?\s*\d/.test(first) && !(atLeast !== undefined && Number(atLeast) >= major);
}
