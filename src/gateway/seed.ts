import type { Json, JsonObject } from './recording.js';

/** What a virtual key stands for. */
export interface SeedKey {
  readonly provider: string;
  readonly api_key: string;
  readonly resource_name?: string;
  readonly deployment_id?: string;
  readonly api_version?: string;
}

/** A prompt as it is saved: texts with `{{variables}}`, parameters of the model, and who answers it. */
export interface SeedPrompt {
  readonly virtual_key?: string;
  readonly config?: string;
  readonly messages?: readonly Json[];
  readonly prompt?: string;
  readonly parameters?: JsonObject;
}

/** What the hosted API would know. A part that is missing is made up as it is asked for; one that is there is all there is. */
export interface Seed {
  readonly api_keys?: readonly string[];
  readonly virtual_keys?: Readonly<Record<string, SeedKey>>;
  /** Configs of either generation: old ones count as migrated. */
  readonly configs?: Readonly<Record<string, JsonObject>>;
  readonly prompts?: Readonly<Record<string, SeedPrompt>>;
}
