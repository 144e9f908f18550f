import { isObject } from '../json.js';
import type { Json, JsonObject } from '../recording.js';

/** What becomes of one parameter of OpenAI's API on its way to a provider (xr and yr in @portkey-ai/gateway 1.15.2). */
export interface Parameter {
  /** Its name at the provider; dots lead into objects. The same name when left out. */
  readonly to?: string;
  /** Sent when the parameter is missing. */
  readonly fallback?: Json;
  readonly min?: number;
  readonly max?: number;
  /** Makes the value of the whole body; undefined leaves it out. */
  readonly make?: (body: JsonObject) => Json | undefined;
}

/** Every parameter that a provider takes: whatever is not listed does not reach it. */
export type Parameters = Readonly<Record<string, Parameter | readonly Parameter[]>>;

/** Parameters that pass as they are. */
export function passing(names: string): Parameters {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, {}]));
}

/** The body a provider is sent. */
export function toProvider(body: JsonObject, parameters: Parameters): JsonObject {
  const sent: Record<string, Json> = {};
  for (const [name, written] of Object.entries(parameters)) {
    for (const parameter of [written].flat()) {
      const value = name in body ? clampedValue(name, body, parameter) : parameter.fallback;
      if (value !== undefined) put(sent, parameter.to ?? name, value);
    }
  }
  return sent;
}

function clampedValue(name: string, body: JsonObject, { make, min, max }: Parameter): Json | undefined {
  const value = make ? make(body) : body[name];
  if (typeof value !== 'number') return value;
  const raised = min === undefined ? value : Math.max(min, value);
  return max === undefined ? raised : Math.min(max, raised);
}

function put(object: Record<string, Json>, path: string, value: Json): void {
  const [first = '', ...rest] = path.split('.');
  if (!rest.length) {
    object[first] = value;
    return;
  }
  const inner = object[first];
  const next: Record<string, Json> = isObject(inner) ? { ...inner } : {};
  put(next, rest.join('.'), value);
  object[first] = next;
}
