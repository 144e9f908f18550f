/** Anything JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** An object as JSON has it. */
export type JsonObject = { readonly [key: string]: Json };

/** Answers are kept and given again: `maxAge` in seconds, null when nothing limits it. */
export interface Cache {
  readonly mode: string;
  readonly maxAge: number | null;
}

/** How often one target is asked again, and after which statuses; the defaults are filled in. */
export interface Retry {
  readonly attempts: number;
  readonly onStatusCodes: readonly number[];
}

/** How a provider is paid; a virtual key is given with what it stands for. */
export interface Credentials {
  readonly virtualKey: string | null;
  /** Without `Bearer `; null when there is none in sight. */
  readonly apiKey: string | null;
}

/** Which deployment of Azure is meant. */
export interface Azure {
  readonly resourceName: string | null;
  readonly deploymentId: string | null;
  readonly apiVersion: string | null;
}

/** One provider that may be asked, and everything that is special about asking it; inherited things are filled in. */
export interface Target {
  readonly kind: 'target';
  /** Conditions choose by it. */
  readonly name: string | null;
  readonly provider: string;
  readonly credentials: Credentials;
  /** 1 where weights mean nothing. */
  readonly weight: number;
  /** What it is sent, its override_params applied. */
  readonly body: Json;
  readonly overrideParams: JsonObject;
  readonly cache: Cache | null;
  readonly retry: Retry | null;
  readonly azure: Azure | null;
  readonly customHost: string | null;
  /** Milliseconds. */
  readonly requestTimeout: number | null;
  readonly forwardHeaders: readonly string[];
  /** Other settings of a provider (`openaiOrganization`, `awsRegion`), and what differs between targets that is said of the whole request. */
  readonly settings: JsonObject;
}

/** What is asked, in which order, and how one of it is chosen. */
export interface Group {
  readonly kind: 'group';
  readonly name: string | null;
  readonly weight: number;
  readonly strategy: Strategy;
  readonly targets: readonly (Target | Group)[];
}

/** How a group's targets are used. `single`: the first and no other. */
export interface Strategy {
  readonly mode: 'single' | 'fallback' | 'loadbalance' | 'conditional';
  /** After which statuses the next target is asked; null: after any that is no success. */
  readonly onStatusCodes: readonly number[] | null;
  readonly conditions: readonly Json[];
  readonly default: string | null;
}

/** Everything the gateway was going to do for a request: computed, never sampled. Equal for requests that mean the same. */
export interface Plan {
  readonly strategy: Strategy;
  readonly targets: readonly (Target | Group)[];
  /** The saved config that was named, when no seed says what is in it. */
  readonly savedConfig: string | null;
  readonly traceId: string | null;
  readonly metadata: Json;
  readonly cacheForceRefresh: boolean;
  /** The prompt that was named, and the variables it is filled with. */
  readonly prompt: { readonly id: string; readonly variables: Json } | null;
  /** Headers of the gateway's own that it does not read. */
  readonly others: Readonly<Record<string, string>>;
}

/** What the first provider asked is sent, said without the provider's own spelling. */
export interface Upstream {
  readonly provider: string;
  readonly method: string;
  /** Below the provider's base URL: `/chat/completions`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Headers that are nobody's but the user's: lower case, no credentials, nothing a client adds by itself. */
  readonly headers: Readonly<Record<string, string>>;
  readonly authorization: string | null;
  readonly body: Json;
}

/** What a stub provider really received: one for each try. */
export interface Attempt {
  readonly provider: string;
  /** `config.targets[1]`, as the response header says it. */
  readonly option: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly status: number;
}

/** Why a request was not served; `ours`: the real gateway has no such refusal. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly ours: boolean;
}

/** All that is known of one request to the gateway. */
export interface Recording {
  /** Counts from 1 in the order of arrival. */
  readonly id: number;
  readonly surface: 'old' | 'new';
  readonly method: string;
  /** As it was asked for, without the query. */
  readonly path: string;
  /** The route of the new API that took an old one's place. */
  readonly successor: string | null;
  /** `x-portkey-package-version`. */
  readonly sdk: string | null;
  readonly accepted: boolean;
  readonly refusal: Refusal | null;
  readonly portkeyKey: string | null;
  readonly plan: Plan | null;
  readonly upstream: Upstream | null;
  readonly attempts: readonly Attempt[];
  /** What was answered. */
  readonly status: number;
}
