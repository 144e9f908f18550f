import { isObject } from '../json.js';
import type { Json, JsonObject } from '../recording.js';

/** A tool of OpenAI's API as Anthropic has it. */
export function anthropicTool(tool: JsonObject): Json {
  const described = tool.function;
  if (!isObject(described)) return { name: tool.type ?? null };
  const parameters = isObject(described.parameters) ? described.parameters : {};
  return {
    name: described.name ?? null,
    description: described.description || '',
    input_schema: {
      type: parameters.type || 'object',
      properties: parameters.properties || {},
      required: parameters.required || [],
      $defs: parameters.$defs || {},
    },
  };
}

/** Which tool must be used. */
export function anthropicToolChoice(choice: Json | undefined): Json {
  if (choice === 'required') return { type: 'any' };
  if (choice === 'auto' || choice === 'none') return { type: choice };
  const named = isObject(choice) && isObject(choice.function) ? choice.function.name : undefined;
  return named === undefined ? null : { type: 'tool', name: named };
}
