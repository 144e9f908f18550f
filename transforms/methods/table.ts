import type { CallSite, Change, MemberSite, Step } from '../../src/site.js';
import { isClientClass, isConstruction } from '../sdk.js';

/** The name of the rule. */
export const RULE = 'methods';

/** A method of the client that has another name. */
export interface Method {
  readonly from: string;
  readonly to: string;
  /** Other clients have one of that name. */
  readonly ambiguous?: true;
  /** Keys of its first argument that have another name. */
  readonly keys?: Readonly<Record<string, string>>;
  /** All the old method sent: other keys were ignored, and are not any more. */
  readonly sent?: readonly string[];
  /** What the old result wrapped the new one in. */
  readonly wrapped?: string;
  /** Where both names can be seen. */
  readonly see: string;
}

/** Methods of the client, old and new. */
export const METHODS: readonly Method[] = [
  {
    from: 'chatCompletions.create',
    to: 'chat.completions.create',
    see: 'npm portkey-ai: README of 0.1.8, dist/src/client.d.ts of 1.0.0',
  },
  {
    from: 'generations.create',
    to: 'prompts.completions.create',
    keys: { promptId: 'promptID', prompt_id: 'promptID' },
    sent: ['promptId', 'prompt_id', 'variables'],
    wrapped: 'data',
    see: 'npm portkey-ai: dist/apis/generations.js of 0.1.16, dist/src/apis/generations.d.ts of 1.10.4',
  },
];

/** Whether a call is one of the old client's methods, and which. */
export function oldMethodOf(site: CallSite): Method | undefined {
  const path = site.path.map(({ name }) => name).join('.');
  if (!isOurs(site)) return undefined;
  return METHODS.find(({ from }) => path === from || path.startsWith(`${from}.`));
}

/** Whether the receiver is the SDK's client. */
export function isOurs({ receivers, receiverType }: CallSite | MemberSite): boolean {
  return receivers.some(isConstruction) || isClientClass(receiverType);
}

/** `chatCompletions` becomes `chat.completions`; the last name stays. */
export function renameSteps(path: readonly Step[], { from, to }: Method): Change[] {
  const names = from.split('.');
  const [first] = path;
  if (!first) return [];
  return [{ do: 'rename', at: first.at, to: to.slice(0, -1 - (names.at(-1) ?? '').length) }];
}

/** The names an old method is called by, one after the other. */
export function stepsOf(method: Method): readonly string[] {
  return method.from.split('.');
}

/** Why a call cannot be finished. */
export const CALLED_OUT_OF_SIGHT = 'it is called where it cannot be followed';

/** What to do with a method that is handed on. */
export const HANDED_ON =
  'Rename it, and give each call promptID in place of promptId; its result is no longer in .data.';
