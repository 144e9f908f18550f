/**
 * Python is being taught: what was written by hand for it before the tool spoke it runs only when asked for (`PYTHON=now`). Once
 * every fixture holds, the last test of fixtures.test.ts fails and says so: then this file goes, with every use of it.
 */
export const isPythonSpoken = process.env.PYTHON === 'now';
