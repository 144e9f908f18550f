/** A method of the old module, and what it is on a client. */
export interface ModuleMethod {
  readonly from: string;
  readonly to: string;
  /** What the old result wrapped the new one in. */
  readonly wrapped?: true;
  /** Other clients have one of that name. */
  readonly ambiguous?: true;
  /** A keyword argument that is asked for now, with a list; the old method took it from an llm too. */
  readonly needs?: string;
  /** The config of one call can be given before it. */
  readonly takesConfig?: true;
  readonly see: string;
}

/** Methods of the old module. */
export const MODULE_METHODS: readonly ModuleMethod[] = [
  {
    from: 'ChatCompletions.create',
    to: 'chat.completions.create',
    needs: 'messages',
    takesConfig: true,
    see: 'PyPI portkey-ai: api_resources/apis.py of 0.1.53, README of 1.11.2',
  },
  {
    from: 'Completions.create',
    to: 'completions.create',
    ambiguous: true,
    takesConfig: true,
    see: 'PyPI portkey-ai: api_resources/apis.py of 0.1.53, README of 1.11.2',
  },
  {
    from: 'Generations.create',
    to: 'prompts.completions.create',
    wrapped: true,
    see: 'PyPI portkey-ai: api_resources/apis.py of 0.1.53, README of 1.11.2',
  },
];

/** Names of the old module that were never more than announced, with what says the same now. */
export const GONE_METHODS: ReadonlyMap<string, string> = new Map([
  ['Feedback.create', 'client.feedback.create(trace_id=..., value=...)'],
  ['Prompt.create', 'client.prompts.completions.create(prompt_id=..., variables=...)'],
  ['Prompts.create', 'client.prompts.completions.create(prompt_id=..., variables=...)'],
]);

/** State of the old module that the client is given. */
export const STATE_KEYS: ReadonlySet<string> = new Set(['api_key', 'base_url', 'mode', 'config']);

/** Keyword arguments of one call that chose where it went; the new client takes them in with_options. */
export const CALL_OPTIONS: ReadonlySet<string> = new Set([
  'virtual_key',
  'api_key',
  'base_url',
  'mode',
  'llms',
]);
