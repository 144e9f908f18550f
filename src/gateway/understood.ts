import type { Body } from './body.js';
import type { ConfigNode, Told } from './config-node.js';
import type { Json } from './recording.js';

/** What a request asks for, the same for both APIs: a config with all that headers say filled in, and a body. */
export interface Understood {
  readonly root: ConfigNode;
  readonly body: Body;
  /** Below the provider's base URL; a deployment's address in it is taken out. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly savedConfig: string | null;
  readonly prompt: Prompt | null;
  readonly told: Told;
}

/** The prompt that was named, and what it is filled with. */
export interface Prompt {
  readonly id: string;
  readonly variables: Json;
}
